import type { WholeResponse } from "@argosy/core/http.ts";
import { jsonAnswer } from "../../wire.ts";

export type FieldError = { readonly code?: string; readonly field: string; readonly message: string; readonly suggestion?: null };

/** EasyPost's one error shape, as recorded. */
export const easypostError = (status: number, code: string, message: string, errors: readonly FieldError[] = []): WholeResponse =>
  jsonAnswer(status, { error: { code, message, errors } });

export const notFound = (): WholeResponse =>
  easypostError(404, "NOT_FOUND", "The requested resource could not be found.");

export const unauthorized = (): WholeResponse =>
  easypostError(401, "APIKEY.INACTIVE", "This api key is no longer active. Please use a different api key or reactivate this key.");

export const invalidParameter = (field: string, message: string): WholeResponse =>
  easypostError(422, "PARAMETER.INVALID", "Invalid parameter.", [{ field, message }]);

export const requiredParameter = (field: string): WholeResponse =>
  easypostError(422, "PARAMETER.REQUIRED", "Missing required parameter.", [{ field, message: "cannot be blank" }]);

/** Recorded wording of an address that no carrier knows. */
export const addressFailure = (isHouseNumberMissing: boolean): WholeResponse =>
  easypostError(422, "ADDRESS.VERIFY.FAILURE", "Unable to verify address.", [
    { code: "E.ADDRESS.NOT_FOUND", field: "address", message: "Address not found", suggestion: null },
    ...(isHouseNumberMissing
      ? [{ code: "E.HOUSE_NUMBER.MISSING", field: "street1", message: "House number is missing", suggestion: null } as const]
      : []),
  ]);
