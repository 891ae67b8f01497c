import { expect, test } from "vitest";
import { isOutage, isTimeout } from "./outage.ts";

const coded = (code: string, message = "said by the server or the system") => Object.assign(new Error(message), { code });

// What the database's absence looks like, and what only looks like it.
// prettier-ignore
const errors: [what: string, error: unknown, outage: boolean, timeout: boolean][] = [
  ["nobody listens",                        coded("ECONNREFUSED"),                                                        true,  false],
  ["the line was cut",                      coded("ECONNRESET"),                                                          true,  false],
  ["written into a closed line",            coded("EPIPE"),                                                               true,  false],
  ["no way there",                          coded("EHOSTUNREACH"),                                                        true,  false],
  ["its name is not known for now",         coded("EAI_AGAIN"),                                                           true,  false],
  ["the server stops",                      coded("57P01", "terminating connection due to administrator command"),       true,  false],
  ["the server starts",                     coded("57P03", "the database system is starting up"),                        true,  false],
  ["too many connections",                  coded("53300", "sorry, too many clients already"),                           true,  false],
  ["its disk is full",                      coded("53100", "could not extend file"),                                     true,  false],
  ["a connection exception",                coded("08006", "connection failure"),                                        true,  false],
  ["pg: ended under our feet",              new Error("Connection terminated unexpectedly"),                             true,  false],
  ["pg: not opened in time",                new Error("Connection terminated due to connection timeout"),                true,  false],
  ["pg: not opened in time, without pool",  new Error("timeout expired"),                                                true,  false],
  ["pg: none was free in time",             new Error("timeout exceeded when trying to connect"),                        true,  false],
  ["pg: asked after the end",               new Error("Client has encountered a connection error and is not queryable"), true,  false],
  ["pg: no answer in time",                 new Error("Query read timeout"),                                             true,  false],
  ["pg: we are stopping",                   new Error("Cannot use a pool after calling end on the pool"),                true,  false],
  ["the simulation's crash",                Object.assign(new Error("crash"), { simulatedCrash: true }),                 true,  false],
  ["a statement took too long",             coded("57014", "canceling statement due to statement timeout"),              false, true],
  ["a value that is there already",         coded("23505", "duplicate key value violates unique constraint"),            false, false],
  ["a deadlock's victim",                   coded("40P01", "deadlock detected"),                                         false, false],
  ["a statement that can't be read",        coded("42601", "syntax error"),                                              false, false],
  ["a bug",                                 new TypeError("x is not a function"),                                        false, false],
  ["no error at all",                       "ECONNREFUSED",                                                              false, false],
];
test.each(errors)("%s", (_what, error, outage, timeout) => expect([isOutage(error), isTimeout(error)]).toEqual([outage, timeout]));
