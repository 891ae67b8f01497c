import pg from "pg";

// A lost database is told in many ways, and one that hangs tells nothing.

const lost = /Connection terminated|not queryable|timeout exceeded when trying to connect|timeout expired|Query read timeout|Cannot use a pool after/;

/** The database is gone, hangs or has no room, or the simulation has crashed: nobody's fault in the batch, and asked again. */
export const isOutage = (error: unknown): boolean =>
  error instanceof Error && ("simulatedCrash" in error || ("code" in error && /^(08|57P|53|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/.test(String(error.code))) || lost.test(error.message));

const silent = /timeout exceeded when trying to connect|timeout expired|Query read timeout/;
/** The database hangs: it did not even refuse. */
export const isSilence = (error: unknown): boolean => error instanceof Error && silent.test(error.message);

/** A statement took longer than any may: the batch was too large, something in it is bad, or the database is slow. */
export const isTimeout = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "57014";

/** How long a connection is waited for, to be opened or to be free. */
export const connectMs = 10_000;
/** How long an answer is waited for where the question is small. */
export const smallMs = 5_000;
/** How long any answer is waited for: `statement_timeout` ends a statement before, and what was sent ahead of it too. */
export const answerMs = 150_000;
const askEveryMs = 3_000;

/** A question that fails when it has no answer within `ms`, and its connection with it. pg knows that of a question; its types do not. */
export const within = (ms: number, text: string, values?: unknown[]) => ({ text, query_timeout: ms, ...(values && { values }) });

/**
 * Cuts the connection of a transaction once the server answers nobody, so that it fails and is rolled back there.
 * While others are answered, a statement may take what `statement_timeout` gives it. Answers how to end the watch.
 */
export function cutWhenSilent(client: pg.Client, url: string): () => void {
  let over = false;
  const look = async (): Promise<void> => {
    if (!(await answers(url)) && !over) client.connection.stream.destroy();
  };
  const timer = setInterval(() => void look(), askEveryMs);
  return () => {
    over = true;
    clearInterval(timer);
  };
}

/** Whether whoever comes now gets a word from the server; that it has no room is one. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: "argosy asks", connectionTimeoutMillis: smallMs });
  client.on("error", () => {}); // told by `connect`
  try {
    await client.connect();
    return true;
  } catch (error) {
    return error instanceof pg.DatabaseError;
  } finally {
    client.end().catch(() => {});
  }
}
