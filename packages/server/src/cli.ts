import { checkBooks } from "./cli/check.ts";
import { cliHelp, readCommand, type Command } from "./cli/command.ts";
import { importFile } from "./cli/import.ts";
import { mapCommand } from "./cli/map.ts";
import { readBody } from "./cli/read-body.ts";
import { CannotStart, wordsOf } from "./start/say.ts";

// `npm run argosy -- …`: what can be done beside the running server. Answers are JSON on stdout, sentences on stderr.

async function main(): Promise<number> {
  const command = readCommand(process.argv.slice(2));
  if (!command.ok) return complain(command.error, 2);
  try {
    return await carryOut(command.value);
  } catch (error) {
    if (error instanceof CannotStart) return complain(error.message, 1);
    return complain(wordsOf(error), 1);
  }
}

async function carryOut(command: Command): Promise<number> {
  if (command.what === "help") {
    process.stdout.write(cliHelp());
    return 0;
  }
  if (command.what === "check") return check(command.dataDir);
  const body = await readBody(command.file);
  if (command.what === "map") {
    const outcome = mapCommand(command.connector, command.verb, body);
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
    return outcome.ok ? 0 : 1;
  }
  if (!body.ok) throw new CannotStart(body.error);
  const { counts, unread } = await importFile(command, body.value, process.env);
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  for (const sentence of unread) process.stderr.write(`${sentence}\n`);
  return 0;
}

async function check(dataDir: string | null): Promise<number> {
  const { companies, findings } = await checkBooks(dataDir, process.env);
  for (const finding of findings) process.stdout.write(`${JSON.stringify(finding)}\n`);
  const wrong = findings.filter((f) => f.when === "always").length;
  const moving = findings.length - wrong;
  process.stderr.write(`${many(companies, "company", "companies")} checked. ${wrong === 0 ? "The books are right" : `${many(wrong, "rule is", "rules are")} broken`}.${moving > 0 ? ` ${many(moving, "rule for the time of rest does", "rules for the time of rest do")} not hold now; check again when nothing is under way.` : ""}\n`);
  return wrong === 0 ? 0 : 1;
}

const many = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`;

function complain(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}

process.stdout.on("error", () => process.exit(1)); // who reads us has gone, as `head` does
process.exitCode = await main();
