import { CheckOutlined } from "@ant-design/icons";
import type { Answer } from "../../api/client.ts";
import { useSpeech } from "../../text/index.tsx";
import { FirstStepLink, isDispensable } from "../../ui/first-step.tsx";
import "./first-steps.css";

type Steps = Answer<"board">["readiness"];
/** What a company sets up before orders walk: what is done, what comes next, and what each step is for. Gone once nothing needed is missing. */
export function FirstSteps({ steps }: { readonly steps: Steps }) {
  const { t, f } = useSpeech();
  const b = t.shell.board;
  const next = steps.find((step) => !step.ready && !isDispensable(step));
  if (!next) return null;
  return (
    <section className="first-steps">
      <header><h3>{b.readiness}</h3><span className="muted num">{b.stepsDone(f.count(steps.filter((step) => step.ready).length), f.count(steps.length))}</span></header>
      <ol>
        {steps.map((step, i) => {
          const state = step.ready ? "done" : step === next ? "next" : "later";
          return (
            <li key={step.what} className={state} aria-current={step === next ? "step" : undefined}>
              <span className="step-mark num" role="img" aria-label={step.ready ? b.ready : b.notReady}>{step.ready ? <CheckOutlined /> : i + 1}</span>
              <div>
                <div className="step-name">{step.ready ? (b.what[step.what] ?? step.what) : <FirstStepLink what={step.what} name={step.lacks ? b.lacks[step.lacks] : undefined} primary={step === next} />}{!step.ready && isDispensable(step) && <small>{b.dispensable}</small>}</div>
                <small>{!step.ready && step.lacks ? b.lacksWhy[step.lacks] : b.why[step.what]}</small>
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
