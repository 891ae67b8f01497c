import { expect, test, vi } from "vitest";
import { watchDatabase } from "./watch-database.ts";

test("the console hears once that the database is gone, and once that it is back", async () => {
  const lost = Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
  const query = vi.fn().mockResolvedValueOnce({}).mockRejectedValueOnce(lost).mockRejectedValueOnce(lost).mockRejectedValueOnce(new Error("a full pool")).mockResolvedValue({});
  const said: string[] = [];
  const stop = watchDatabase({ query }, (line) => void said.push(line), { pauseMs: 1 });
  await vi.waitFor(() => expect(query.mock.calls.length).toBeGreaterThan(6));
  stop();
  expect(said).toEqual([expect.stringContaining("does not answer"), expect.stringContaining("answers again")]);
});

test("of the embedded database it hears only that it hangs: it is started again where it has ended, and that is said there", async () => {
  const ended = new Error("Connection terminated unexpectedly");
  const hangs = new Error("Query read timeout");
  const query = vi.fn().mockRejectedValueOnce(ended).mockResolvedValueOnce({}).mockRejectedValueOnce(hangs).mockRejectedValueOnce(hangs).mockRejectedValueOnce(ended).mockResolvedValue({});
  const said: string[] = [];
  const stop = watchDatabase({ query }, (line) => void said.push(line), { onlySilence: true, pauseMs: 1 });
  await vi.waitFor(() => expect(query.mock.calls.length).toBeGreaterThan(7));
  stop();
  expect(said).toEqual([expect.stringContaining("does not answer"), expect.stringContaining("answers again")]);
});
