import { expect, it } from "vitest";
import { knownCredentials } from "./account-fields.tsx";

it("asks again for secrets only: the rest of an account is known", () => {
  const credentialFields = [{ name: "clientId", secret: false }, { name: "clientSecret", secret: true }, { name: "userName", secret: false }, { name: "region", secret: false }];
  expect(knownCredentials({ credentialFields }, { clientId: "client", clientSecret: "…cret", userName: "seller" })).toEqual({ clientId: "client", userName: "seller" });
});
