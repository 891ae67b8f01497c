import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export type Ended = { readonly code: number | null; readonly out: string; readonly said: string };

/** Runs the command line as npm does, in a process of its own. `input` comes over standard input; `deaf`: nobody reads its output. */
export async function argosy(
  args: readonly string[], { input = "", env = {}, deaf = false }: { readonly input?: string | Buffer; readonly env?: Readonly<Record<string, string>>; readonly deaf?: boolean } = {},
): Promise<Ended> {
  const program = fileURLToPath(new URL("../cli.ts", import.meta.url));
  const child = spawn(process.execPath, [program, ...args], { env: { PATH: process.env["PATH"], ...env } });
  const texts = { out: "", said: "" };
  child.stdout.setEncoding("utf8").on("data", (part: string) => void (texts.out += part));
  if (deaf) child.stdout.destroy();
  child.stderr.setEncoding("utf8").on("data", (part: string) => void (texts.said += part));
  child.stdin.on("error", () => {}); // it may end without reading everything
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => child.on("close", resolve).on("error", reject));
  return { code, ...texts };
}
