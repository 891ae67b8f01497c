import type { ConnectorError, Page, Window } from "@argosy/core/connector.ts";
import { fail, ok, type Result } from "@argosy/core/result.ts";

type List<T> = (window: Window, cursor: string | null) => Promise<Result<Page<T>, ConnectorError>>;

/**
 * Reads every page of a window into one list. A room reads page by page, so that a crash repeats one page and
 * not the window.
 * Refuses a list that does not end within `maxPages`: a cursor that turns in circles must not turn for ever.
 */
export async function allPages<T>(list: List<T>, window: Window, maxPages = 1000): Promise<Result<T[], ConnectorError>> {
  const items: T[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < maxPages; page++) {
    const answer: Result<Page<T>, ConnectorError> = await list(window, cursor);
    if (!answer.ok) return answer;
    items.push(...answer.value.items);
    cursor = answer.value.next;
    if (cursor === null) return ok(items);
  }
  return fail({ kind: "unavailable", detail: `the list did not end after ${maxPages} pages` });
}
