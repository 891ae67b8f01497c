import { readFileSync } from "node:fs";
import { cliHelp, readCommand, type Command } from "./cli/command.ts";
import { importFile } from "./cli/import.ts";
import { mapCommand } from "./cli/map.ts";
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
    process.stdout.write(cliHelp);
    return 0;
  }
  const body = readInput(command.file);
  if (command.what === "map") {
    const outcome = mapCommand(command.connector, command.verb, body);
    process.stdout.write(`${JSON.stringify(outcome)}\n`);
    return outcome.ok ? 0 : 1;
  }
  const counts = await importFile(command, body, process.env);
  process.stdout.write(`${JSON.stringify(counts)}\n`);
  return 0;
}

/** `-` is standard input. */
function readInput(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new CannotStart(file === "-" ? `Nothing can be read from standard input: ${wordsOf(error)}` : `${file} cannot be read: ${wordsOf(error)}`);
  }
}

function complain(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}

process.exitCode = await main();
