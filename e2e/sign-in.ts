import type { Page } from "playwright-core";
import type { RunningArgosy } from "./server.ts";

export type Login = { readonly email: string; readonly password: string };

/** What the start of a demo company prints. */
export function demoLogin(argosy: Pick<RunningArgosy, "output">): Login {
  const [, email, password] = /sign in as (\S+) with the password (\S+)/.exec(argosy.output()) ?? [];
  if (!email || !password) throw new Error(`No login was printed:\n${argosy.output()}`);
  return { email, password };
}
/** Fills in the sign-in page on which it stands and sends it, in any language; what comes of it is the caller's to see. */
export async function enter(page: Page, { email, password }: Login): Promise<void> {
  await page.fill("input[type=email]", email);
  await page.fill("input[type=password]", password);
  await page.click("button[type=submit]");
}
/** Signs in and waits until the app stands. */
export async function signIn(page: Page, url: string, login: Login): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await enter(page, login);
  await page.locator("nav.rail").waitFor();
}
