/**
 * `npm run -s topics -- create|list|acls`: the bus topics that a registry version implies, and who may use them.
 * Invariant: every topic and every right comes from the registry (protocol.md 2); nothing is changed or removed.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { openBus } from '../services/lib/platform/bus/index.ts';
import { BusError, type Bus, type TopicSpec } from '../services/lib/platform/bus/port.ts';
import type { RegistryPayload } from '../services/lib/protocol/index.ts';
import { CliError, runCli, type CliContext, type CliResult } from './lib/cli.ts';
import { busOf, configOf, wrongUse } from './lib/configuration.ts';
import { RegistryDirError, versionPayload, versions } from './lib/registry-dir.ts';
import { aclsOf, topicsOf } from './lib/topics.ts';

await runCli(
  {
    name: 'topics',
    summary: 'Topics of the bus and the rights on them, from a version of the trust registry.',
    help: [
      'create --config FILE --registry DIR|FILE',
      '    makes what is missing: compacted, without time limit, lanes as the registry says',
      'list --config FILE',
      '    topics that the bus shows to this configuration, with their lanes',
      'acls --registry DIR|FILE [--bootstrap HOST:PORT] [--command-config FILE]',
      '    prints the kafka-acls commands for Kafka; run them as its administrator. The embedded bus has its roles',
      '    instead. A principal is the certificate name CN=<id>; the registry operator is CN=registry',
      '',
      "--registry is the operator's folder, or a file that holds a registry value or its payload",
    ],
    options: {
      config: { type: 'string' },
      registry: { type: 'string' },
      bootstrap: { type: 'string' },
      'command-config': { type: 'string' },
    },
    allowPositionals: true,
  },
  async (cli) => {
    const [verb, ...rest] = cli.positionals;
    if (rest.length > 0) throw wrongUse('one command at a time (see --help)');
    switch (verb) {
      case 'create':
        return create(cli);
      case 'list':
        return list(cli);
      case 'acls':
        return acls(cli);
      default:
        throw wrongUse('say create, list or acls (see --help)');
    }
  },
);

async function create(cli: CliContext): Promise<CliResult> {
  const wanted = topicsOf(registryOf(cli.required('registry')));
  return withBus(cli, async (bus) => {
    const before = new Map((await bus.listTopics()).map(({ topic, lanes }) => [topic, lanes]));
    await bus.createTopics(wanted);
    const created = wanted.filter(({ topic }) => !before.has(topic)).map(({ topic }) => topic);
    const differing = wanted
      .filter(({ topic, lanes }) => (before.get(topic) ?? lanes) < lanes)
      .map(({ topic }) => topic);
    for (const topic of created) cli.say(`created ${topic}`);
    for (const topic of differing)
      cli.say(`${topic} has fewer lanes than the registry says: make it anew under a new generation`);
    cli.say(`${created.length} created, ${wanted.length - created.length} there already`);
    return { exitCode: differing.length > 0 ? 1 : 0, json: { created, differing, topics: wanted.length } };
  });
}

async function list(cli: CliContext): Promise<CliResult> {
  return withBus(cli, async (bus) => {
    const topics: readonly TopicSpec[] = await bus.listTopics();
    for (const { topic, lanes } of topics) cli.say(`${topic} ${lanes}`);
    return { exitCode: 0, json: { topics } };
  });
}

function acls(cli: CliContext): CliResult {
  const commands = aclsOf(registryOf(cli.required('registry')), {
    bootstrap: cli.text('bootstrap') ?? 'localhost:9092',
    commandConfig: cli.text('command-config'),
  });
  for (const command of commands) cli.say(command);
  return { exitCode: 0, json: { commands } };
}

async function withBus(cli: CliContext, work: (bus: Bus) => Promise<CliResult>): Promise<CliResult> {
  const bus = await openBus(busOf(configOf(cli.required('config'))));
  try {
    return await work(bus);
  } catch (error) {
    if (!(error instanceof BusError)) throw error;
    const remedy = error.code === 'transient' ? 'Remedy: start the bus, or name the right one.' : '';
    throw new CliError(error.code === 'transient' ? 3 : 1, `${error.message} ${remedy}`.trim(), {
      cause: error,
    });
  } finally {
    await bus.close();
  }
}

function registryOf(location: string): RegistryPayload {
  const where = path.resolve(location);
  try {
    if (statSync(where).isDirectory()) return versionPayload(where, versions(where).at(-1) ?? 0);
    const json = JSON.parse(readFileSync(where, 'utf8')) as RegistryPayload & { payload?: unknown };
    if (typeof json.payload !== 'string') return json;
    return JSON.parse(Buffer.from(json.payload, 'base64url').toString('utf8')) as RegistryPayload;
  } catch (error) {
    if (error instanceof RegistryDirError) throw wrongUse(error.message, { cause: error });
    throw wrongUse(`${location} holds no registry that can be read`, { cause: error });
  }
}
