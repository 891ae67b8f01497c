import { randomId, seededRandom } from "@argosy/core/ids.ts";
import { epochMs, systemClock } from "@argosy/core/time.ts";
import { networkHttp } from "@argosy/connectors/kit/http.ts";
import { helpText, readConfig, type Config } from "./config.ts";
import { isOutage } from "./db/outage.ts";
import { inOrg, type Db } from "./db/tx.ts";
import { createVault } from "./db/vault.ts";
import { createDemo } from "./demo/demo.ts";
import { buildApp } from "./http/app.ts";
import { allHandlers } from "./http/handlers.ts";
import { createLive } from "./http/live.ts";
import { joinOthers } from "./http/other-processes.ts";
import { builtPages } from "./http/pages.ts";
import { newSetupToken, setupNeeded } from "./people/set-up.ts";
import { endLeases } from "./pipeline/feed.ts";
import { startWorker } from "./pipeline/worker.ts";
import { checkKey } from "./start/check-key.ts";
import { openCompanies } from "./start/companies.ts";
import { replaceKept } from "./start/data-dir.ts";
import { openLog } from "./start/log-file.ts";
import { readMasterKey } from "./start/master-key.ts";
import { CannotStart, step, wordsOf, type Say } from "./start/say.ts";
import { closeApp, listen, pagesBuilt } from "./start/serve-http.ts";
import { addressFile, startDatabase } from "./start/start-database.ts";
import { followSandbox, keptLogin, resumeDemo, setUpDemo } from "./start/start-demo.ts";
import { onStop, type Ends } from "./start/stop.ts";
import { watchDatabase } from "./start/watch-database.ts";

// The only place where the parts meet: config -> database -> connectors -> rooms -> http.

const say: Say = (line) => process.stdout.write(`${line}\n`);
// Who reads us may go before we do, as when a terminal is closed. A line said to nobody must not end us out of order.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env);
  if (!config.ok) {
    process.stderr.write(`${config.error}\n`);
    process.exitCode = 2;
    return;
  }
  if (config.value.help) return say(helpText().trimEnd());
  const ends: Ends = [];
  const { stop, isStopping } = onStop(ends, say);
  try {
    await start(config.value, ends);
  } catch (error) {
    if (isStopping()) return; // its database went away under its feet
    if (!(error instanceof CannotStart || isOutage(error))) throw error;
    const words = error instanceof CannotStart ? error.message : `The database went away while Argosy was starting (${wordsOf(error)}). Nothing is lost: start it again.`;
    process.stderr.write(`${words}\n`);
    await stop(1);
  }
}

async function start(config: Config, ends: Ends): Promise<void> {
  const opening = startDatabase(config, say);
  ends.push(async () => (await opening).stop()); // also while it is being made
  const database = await opening;
  ends.push(watchDatabase(database.pool.aside, say, { onlySilence: config.databaseUrl === null }));
  const { log } = openLog(config.dataDir, systemClock);
  const db: Db = { pool: database.pool, clock: systemClock, newId: randomId, vault: createVault(readMasterKey(config, say, database.ownerless)) };
  const insideHosts = [...config.allowHosts];
  const http = networkHttp({ timeoutS: 30, maxBytes: 50_000_000, allowPrivateHosts: insideHosts });
  const companies = openCompanies(db, http, log);
  for (const company of await companies.all()) {
    await checkKey(db, company.orgId);
    if (database.whole) await inOrg(db, company.orgId, endLeases); // the only one of its database: who held them is dead
  }

  const random = seededRandom(epochMs(systemClock.now()));
  const pages = createLive();
  const others = joinOthers(db, config.web ? pages : null);
  ends.push(others.stop);
  const live = { ...pages, changed: (orgId: string): void => (pages.changed(orgId), others.tell(orgId)) };
  const state = { ready: false };
  let wakeRooms = (): void => {};
  const handlers = allHandlers({ network: { http, insideHosts }, demoWorldOf: (orgId) => demo.worldOf(orgId), random: random });
  const demo = createDemo({
    db, dataDir: config.dataDir, clock: systemClock, random, handlers: () => handlers, allowHost: (host) => void insideHosts.push(host),
    wakeRooms: () => wakeRooms(), isWatched: (orgId) => live.watched().includes(orgId), log,
  });
  if (config.web) {
    ends.push(demo.stop);
    const setupToken = newSetupToken();
    await pagesBuilt(say);
    const app = await buildApp({
      db, handlers, companyOf: companies.of, live, wakeRooms: () => wakeRooms(), log, newId: randomId, setupToken,
      fillDemo: (orgId, chinese) => demo.run(companies.of(orgId), chinese), publicHosts: config.publicHosts, checkAnswers: config.checkAnswers, pages: builtPages, state,
    });
    ends.push(() => closeApp(app));
    const address = await listen(app, config.listen, config.port);
    if (config.worker) replaceKept(config.dataDir, addressFile, `${address}\n`);
    const login = config.demo ? await setUpDemo(db, config.dataDir, demo, companies, say) : keptLogin(config.dataDir);
    if (database.beside) ends.push(followSandbox(config.dataDir, (host) => void insideHosts.push(host))); // its world is run there
    else await step(say, "bringing the demo's world up", () => resumeDemo(db, demo, companies));
    if (!config.worker) say("Only the pages run here. Orders move where Argosy runs without --web-only, on the same database.");
    greet({ address, login, setupToken: (await setupNeeded(db)) ? setupToken.value : null });
  } else {
    ends.push(followSandbox(config.dataDir, (host) => void insideHosts.push(host)));
    say("The worker runs. Ctrl-C stops it.");
  }
  if (config.worker) {
    const worker = startWorker({ companies: companies.all, log, onChange: live.changed });
    wakeRooms = worker.wake;
    ends.push(worker.stop);
  }
  ends.push(async () => void (state.ready = false));
  state.ready = true;
}

function greet({ address, login, setupToken }: { address: string; login: { email: string; password: string } | null; setupToken: string | null }): void {
  if (login) say(`Demo company: sign in as ${login.email} with the password ${login.password}`);
  if (setupToken) say("This installation is empty. The address below carries the token that its set-up asks for.");
  say(`Argosy is ready: ${address}${setupToken ? `/set-up#${setupToken}` : ""}`);
}

await main();
