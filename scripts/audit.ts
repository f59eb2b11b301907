/**
 * `npm run audit -- verify|states`: replays the history from the bus and names what is wrong, or says in which state each
 * referral is, from metadata alone. contract.md 1 and 6.
 * With `--data` the demo's bus is started for the run when it is down, and stopped again afterwards.
 */
import { AuditError, describe, runAudit, type Depth, type Referral } from '../services/auditor/index.ts';
import { BusError } from '../services/lib/platform/bus/index.ts';
import { loadConfig, loadSecrets, type Environment } from '../services/lib/platform/config.ts';
import { CliError, runCli, type CliContext } from './lib/cli.ts';
import { readDemoFile } from './lib/demo/demo-file.ts';
import { ensureDemoBus, type DemoBusRun } from './lib/audit/demo-bus.ts';

const PROGRESS_MS = 2_000;

await runCli(
  {
    name: 'audit',
    summary:
      "Replays every stream in the auditor's scope from the bus and checks it from the registry pins on.",
    help: [
      'verify           names what is wrong; exit 1 when something is',
      'states           says in which state each referral is, computed from metadata alone',
      '--config FILE    configuration of an auditor',
      '--data D         folder of a demo; its bus is started for the run when it is down',
      '--scope STREAM   one stream (trm.al.rs/0/1) or topic (trm.al.rs); default: all that the registry gives',
      '--depth DEPTH    envelope or full (default)',
    ],
    options: {
      config: { type: 'string' },
      data: { type: 'string' },
      scope: { type: 'string' },
      depth: { type: 'string' },
    },
    allowPositionals: true,
  },
  async (cli) => {
    const [verb, ...rest] = cli.positionals;
    if ((verb !== 'verify' && verb !== 'states') || rest.length > 0)
      throw new CliError(2, 'what to do: verify or states (see --help)');
    const depth = depthOf(cli);
    if (verb === 'states' && depth !== 'full')
      throw new CliError(2, 'states needs the metadata: leave --depth out');
    const referrals: Referral[] = [];
    const { config, bus } = await source(cli);
    try {
      const report = await audit(cli, config, depth, bus?.environment ?? {}, (found) =>
        referrals.push(found),
      );
      if (verb === 'states') {
        if (!cli.json)
          for (const { reference, from, to, state, drill } of referrals)
            cli.say(`${reference}  ${from} to ${to}  ${state}${drill ? '  (exercise)' : ''}`);
        return { exitCode: report.ok ? 0 : 1, json: { ok: report.ok, referrals } };
      }
      if (!cli.json) for (const line of describe(report)) cli.say(line);
      return { exitCode: report.ok ? 0 : 1, json: report };
    } finally {
      await bus?.stop();
    }
  },
);

function depthOf(cli: CliContext): Depth {
  const depth = cli.text('depth') ?? 'full';
  if (depth === 'full' || depth === 'envelope') return depth;
  throw new CliError(2, '--depth: envelope or full');
}

async function source(cli: CliContext): Promise<{ config: string; bus: DemoBusRun | null }> {
  const config = cli.text('config');
  const data = cli.text('data');
  if ((config === undefined) === (data === undefined)) throw new CliError(2, 'either --config or --data');
  if (data === undefined) return { config: cli.required('config'), bus: null };
  const demo = readDemoFile(data);
  if (demo === null) throw new CliError(2, `${data} holds no demo.json; run "npm run demo" first`);
  return { config: demo.auditor.config, bus: await ensureDemoBus(data, demo) };
}

async function audit(
  cli: CliContext,
  file: string,
  depth: Depth,
  environment: Environment,
  onReferral: (referral: Referral) => void,
): ReturnType<typeof runAudit> {
  const reading = loadConfig(file, { ...process.env, ...environment });
  if (!reading.ok) throw new CliError(2, reading.problems.join('\n'));
  const secrets = loadSecrets(reading.config, 'auditor');
  if (!secrets.ok) throw new CliError(2, secrets.problems.join('\n'));
  let said = performance.now();
  try {
    return await runAudit(reading.config, secrets.secrets, {
      scope: cli.text('scope') ?? null,
      depth,
      onReferral,
      onProgress: ({ records }) => {
        if (performance.now() - said < PROGRESS_MS) return;
        said = performance.now();
        process.stderr.write(`${records} values judged\n`);
      },
    });
  } catch (error) {
    throw told(error);
  }
}

function told(error: unknown): unknown {
  if (error instanceof AuditError && error.code === 'scope')
    return new CliError(2, error.message, { cause: error });
  if (error instanceof BusError || (error instanceof AuditError && error.code === 'bus')) {
    const remedy = 'The bus does not answer. Start it (or the demo), then run the audit again.';
    return new CliError(3, remedy, { cause: error });
  }
  return error;
}
