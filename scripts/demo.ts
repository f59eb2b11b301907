/**
 * `npm run demo`: six participants on this machine, one scenario and synthetic referrals, the history verified.
 * contract.md 1 and 2.
 */
import { CliError, runCli } from './lib/cli.ts';
import { type Summary, count, untilSettled } from './lib/demo/counts.ts';
import { demoFilePath } from './lib/demo/demo-file.ts';
import { type Network, NetworkError, PARTICIPANTS, startNetwork } from './lib/demo/network.ts';
import { scenarioOf, scenarios } from './lib/demo/scenarios/index.ts';
import { type Scenario, Stage } from './lib/demo/scenarios/stage.ts';
import { runTraffic } from './lib/demo/traffic.ts';

const DEFAULT_DIR = '.trm/demo';
const MAX_TIMER_MS = 2 ** 31 - 1;

await runCli(
  {
    name: 'demo',
    summary: 'Runs six participants, an auditor and a few referrals on this machine.',
    help: [
      '--data D          folder of the demo (default .trm/demo); emptied unless --resume',
      '--bus B           embedded (default) or kafka (TRM_KAFKA_BROKERS, else Docker, else Java 17 and Maven)',
      '--referrals N     synthetic referrals beside the scenario (default 30)',
      `--scenario N      scenario to tell (default 1): ${scenarios.map(({ number, title }) => `${number} ${title}`).join('; ')}`,
      '--resume          the keys, bus and databases of D; no new traffic unless --referrals or --scenario is given',
      '--exit            stops everything at the end and keeps D',
      '--json            one line of JSON on standard output',
    ],
    options: {
      data: { type: 'string' },
      bus: { type: 'string' },
      referrals: { type: 'string' },
      scenario: { type: 'string' },
      resume: { type: 'boolean' },
      exit: { type: 'boolean' },
    },
  },
  async (cli) => {
    const dir = cli.text('data') ?? DEFAULT_DIR;
    const bus = cli.text('bus') ?? 'embedded';
    if (bus !== 'embedded' && bus !== 'kafka') throw new CliError(2, '--bus: embedded or kafka');
    const resume = cli.flag('resume');
    const number = cli.count('scenario', resume ? 0 : 1);
    const scenario = scenarioOf(number);
    if (number !== 0 && scenario === null)
      throw new CliError(
        2,
        `--scenario: this version tells ${scenarios.map((one) => one.number).join(', ')}`,
      );
    if (resume && (scenario?.participants ?? scenario?.limits) !== undefined)
      throw new CliError(2, `--scenario ${number} begins with a network of its own: leave --resume out`);
    // A country alone has nobody to exchange synthetic referrals with.
    const alone = scenario?.participants?.length === 1;
    const referrals = cli.count('referrals', resume || alone ? 0 : 30);
    const say = (line: string): void => void process.stderr.write(`${seconds()}  ${line}\n`);

    const network = await start({ dir, bus, resume, say, scenario });
    let stopping = false;
    const stop = async (): Promise<void> => {
      if (stopping) return;
      stopping = true;
      await network.close();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void stop().then(() => process.exit(130)));
    try {
      const summary = await play(network, { scenario, referrals, say, stopFirst: cli.flag('exit') });
      if (cli.flag('exit')) await stop();
      else {
        await network.startAuditor();
        addresses(network, say);
        stayUp();
      }
      if (!cli.json) cli.say(JSON.stringify(summary));
      return { exitCode: kept(summary) ? 0 : 1, json: summary };
    } catch (error) {
      await stop();
      throw error;
    }
  },
);

async function start(options: {
  dir: string;
  bus: 'embedded' | 'kafka';
  resume: boolean;
  say: (line: string) => void;
  scenario: Scenario | null;
}): Promise<Network> {
  const { scenario, ...rest } = options;
  // Whoever joined in a scenario is there again when its network is resumed.
  const participants = rest.resume ? {} : { participants: scenario?.participants ?? PARTICIPANTS };
  const limits = scenario?.limits === undefined ? {} : { limits: scenario.limits };
  try {
    return await startNetwork({ ...rest, ...participants, ...limits, directory: true });
  } catch (error) {
    if (error instanceof NetworkError) throw new CliError(error.exitCode, error.message, { cause: error });
    if (error instanceof Error && (error as { exitCode?: unknown }).exitCode === 3)
      throw new CliError(3, error.message, { cause: error });
    throw error;
  }
}

async function play(
  network: Network,
  options: { scenario: Scenario | null; referrals: number; say: (line: string) => void; stopFirst: boolean },
): Promise<Summary> {
  const { say, referrals, scenario } = options;
  say(`everybody is ready; ${demoFilePath(network.dir)} says how to reach them`);
  let firstDeliveredMs = 0;
  const delivered = (): void => {
    if (firstDeliveredMs === 0) firstDeliveredMs = Math.round(Date.now() - performance.timeOrigin);
  };
  const stage = new Stage(network, say, delivered);
  if (scenario !== null) say(`scenario ${scenario.number}: ${scenario.title}`);
  const traffic = (): Promise<unknown> =>
    runTraffic(network, referrals, ({ from, to }, done) => {
      delivered();
      if (done % 10 === 0 || done === referrals)
        say(`${done} of ${referrals} synthetic referrals delivered, the last from ${from} to ${to}`);
    });
  if (scenario?.trafficFirst === true) {
    await traffic();
    await scenario.run(stage);
  } else await Promise.all([scenario?.run(stage), traffic()]);
  if (scenario !== null) say(`scenario ${scenario.number} has ended: ${stage.references.join(', ')}`);
  await untilSettled(network);
  // With --exit nobody speaks any more while the bus is counted; otherwise the count ends where the audit ended.
  if (options.stopFirst) await network.stopAll();
  return count(network, firstDeliveredMs, say);
}

function kept(summary: Summary): boolean {
  return (
    summary.lost === 0 &&
    summary.duplicated === 0 &&
    summary.faults.length === 0 &&
    summary.records === summary.verified &&
    summary.sent === summary.delivered
  );
}

function addresses(network: Network, say: (line: string) => void): void {
  say('it stays up until Ctrl-C. Addresses, with a token of the first focal point of each:');
  for (const [id, { url, log }] of Object.entries(network.demo.participants)) {
    say(`  ${id}  ${url}/docs  log ${log}`);
    say(`      ${network.token(id, 'national-focal-point')}`);
  }
  if (network.demo.mail !== null) say(`  what was mailed: ${network.demo.mail}`);
  say(
    `  all tokens: ${demoFilePath(network.dir)}; history: npm run -s audit -- verify --data ${network.dir}`,
  );
}

/** A tester may stop every participant by its pid: bus and databases stay for whoever starts them again. */
function stayUp(): void {
  setInterval(() => undefined, MAX_TIMER_MS);
}

function seconds(): string {
  return `${((Date.now() - performance.timeOrigin) / 1000).toFixed(1).padStart(5)} s`;
}
