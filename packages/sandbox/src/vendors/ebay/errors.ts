import type { WholeResponse } from "@argosy/core/http.ts";
import { jsonAnswer } from "../../wire.ts";

type Parameter = { readonly name: string; readonly value: string };

const answer = (
  status: number,
  errorId: number,
  domain: string,
  message: string,
  longMessage: string,
  parameters: readonly Parameter[] = [],
): WholeResponse =>
  jsonAnswer(status, { errors: [{ errorId, domain, category: "REQUEST", message, longMessage,
    ...(parameters.length === 0 ? {} : { parameters }) }] });

/** Errors of Sell Fulfillment, by the numbers its contract lists. */
export const fulfillmentError = (errorId: number, message: string, ...parameters: readonly Parameter[]): WholeResponse =>
  answer(400, errorId, "API_FULFILLMENT", message, message, parameters);

export const messageError = (errorId: number, message: string): WholeResponse =>
  answer(400, errorId, "API_MESSAGE", message, message);

/** eBay's general refusal. Where the real API would ignore an unknown name, we refuse: it is our typo. */
export const invalidRequest = (reason: string): WholeResponse =>
  answer(400, 2004, "ACCESS", "Invalid request", "The request has errors. For help, see the documentation for this API.",
    [{ name: "reason", value: reason }]);

export const invalidToken = (): WholeResponse =>
  answer(401, 1001, "OAuth", "Invalid access token",
    "Invalid access token. Check the value of the Authorization HTTP request header.");

export const accessDenied = (): WholeResponse =>
  answer(403, 1100, "ACCESS", "Access denied", "Insufficient permissions to fulfill the request.");

export const notFound = (): WholeResponse =>
  answer(404, 2002, "ACCESS", "Resource not found", "Invalid access. There is no resource for the given URI.");

export const conflict = (message: string): WholeResponse => answer(409, 32600, "API_FULFILLMENT", message, message);

export const oauthError = (status: 400 | 401, error: string, description: string): WholeResponse =>
  jsonAnswer(status, { error, error_description: description });
