/**
 * Topics and rights that a registry version implies: the table of protocol.md 2, written out.
 * Invariant: a participant writes on its own topics alone, and reads only what is addressed to it, its own, or public.
 */
import type { TopicSpec } from '../../services/lib/platform/bus/port.ts';
import {
  pairTopic,
  publicTopic,
  REGISTRY_TOPIC,
  type RegistryPayload,
} from '../../services/lib/protocol/index.ts';

/** Pair topics in both directions, public topics, the registry's own. */
export function topicsOf(registry: RegistryPayload): readonly TopicSpec[] {
  return [
    { topic: REGISTRY_TOPIC, lanes: 1 },
    ...registry.participants.map(({ id }) => ({ topic: publicTopic(id), lanes: 1 })),
    ...registry.pairs.flatMap(({ participants: [a, b], lanes }) => [
      { topic: pairTopic(a, b), lanes },
      { topic: pairTopic(b, a), lanes },
    ]),
  ];
}

export interface AclOptions {
  readonly bootstrap: string;
  readonly commandConfig: string | undefined;
}

/** One `kafka-acls` command per principal and kind of right. */
export function aclsOf(registry: RegistryPayload, options: AclOptions): readonly string[] {
  const head = [
    'kafka-acls',
    '--bootstrap-server',
    options.bootstrap,
    ...(options.commandConfig === undefined ? [] : ['--command-config', options.commandConfig]),
    '--add',
  ];
  const allow = (id: string, operations: readonly string[], resources: readonly string[]): string =>
    [
      ...head,
      '--allow-principal',
      `'User:CN=${id}'`,
      ...operations.flatMap((one) => ['--operation', one]),
      ...resources,
    ].join(' ');
  const topics = (names: readonly string[]): string[] => names.flatMap((name) => ['--topic', name]);
  const everyone = [REGISTRY_TOPIC, ...registry.participants.map(({ id }) => publicTopic(id))];
  const pairs = topicsOf(registry)
    .map(({ topic }) => topic)
    .filter((topic) => !everyone.includes(topic));

  const commands: string[] = [];
  for (const { id } of registry.participants) {
    const own = pairs.filter((topic) => topic.startsWith(`trm.${id}.`));
    const incoming = pairs.filter((topic) => topic.endsWith(`.${id}`) && !own.includes(topic));
    commands.push(
      allow(id, ['Write', 'Describe'], topics([...own, publicTopic(id)])),
      allow(id, ['Read', 'Describe'], topics([...own, ...incoming, ...everyone])),
      allow(id, ['Write', 'Describe'], ['--transactional-id', `trm-${id}`]),
      allow(id, ['Read', 'Describe'], ['--group', `trm-${id}-`, '--resource-pattern-type', 'prefixed']),
    );
  }
  for (const { id, scope } of registry.auditors) {
    const named = registry.participants
      .filter(({ auditors }) => auditors.some((one) => one.id === id))
      .map((one) => one.id);
    const inScope = pairs.filter((topic) =>
      scope.includes('*')
        ? named.some((one) => topic.split('.').slice(1).includes(one))
        : scope.includes(topic),
    );
    commands.push(allow(id, ['Read', 'Describe'], topics([...inScope, ...everyone])));
  }
  commands.push(
    allow('registry', ['Write', 'Read', 'Describe'], topics([REGISTRY_TOPIC])),
    allow('registry', ['Write', 'Describe'], ['--transactional-id', 'trm-registry']),
    allow('registry', ['Create', 'Describe'], ['--cluster']),
  );
  return commands;
}
