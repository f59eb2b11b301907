/**
 * The official JSON Schema suite, for the keywords that our schemas use; each of its files is named by keyword.
 * Skipped: what needs a schema from outside; `format`, which we assert by design; a member `__proto__` that a schema
 * allows, which ajv never looks at (no schema of ours allows it, so it is refused as unlisted).
 */
import { basename } from 'node:path';
import { compileSchema, schemas } from '../../services/lib/contract/index.ts';
import { asRecord, verdictOf, type CaseResult } from './vector-case.ts';

/** Files whose name is not the keyword itself. */
const KEYWORD_OF_FILE: Readonly<Record<string, string>> = {
  'if-then-else': 'if',
  ref: '$ref',
  defs: '$defs',
};

/** Every member name in our schemas: a superset of the keywords in use. */
function namesIn(value: unknown, names = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) {
    for (const item of value) namesIn(item, names);
  } else {
    for (const [name, member] of Object.entries(asRecord(value))) {
      names.add(name);
      namesIn(member, names);
    }
  }
  return names;
}

const used = namesIn(Object.values(schemas));

interface SuiteGroup {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>> | boolean;
  readonly tests: readonly {
    readonly description: string;
    readonly data: unknown;
    readonly valid: boolean;
  }[];
}

function isSuite(value: unknown): value is readonly SuiteGroup[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((group) => {
      const { description, schema, tests } = asRecord(group);
      return typeof description === 'string' && schema !== undefined && Array.isArray(tests);
    })
  );
}

function compiled(schema: SuiteGroup['schema']): ((value: unknown) => boolean) | null {
  try {
    return compileSchema(schema);
  } catch {
    return null; // It refers to a schema that is not there, or to a vocabulary that we do not have.
  }
}

export function checkSchemaSuite(value: unknown, path: string): readonly CaseResult[] | null {
  if (!isSuite(value)) return null;
  const file = basename(path, '.json');
  const keyword = KEYWORD_OF_FILE[file] ?? file;
  const inScope = used.has(keyword) && keyword !== 'format';
  return value.flatMap((group) => {
    const validate = inScope ? compiled(group.schema) : null;
    return group.tests.map(({ description, data, valid }): CaseResult => {
      const byDesign = namesIn(group.schema).has('__proto__') && namesIn(data).has('__proto__');
      const verdict = validate === null || byDesign ? 'skipped' : verdictOf(validate(data) === valid);
      return { id: `${group.description}: ${description}`, verdict };
    });
  });
}
