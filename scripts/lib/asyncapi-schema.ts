/**
 * Our schemas in the dialect of AsyncAPI 3.0, which is that of draft 07.
 * Invariant: what a value must be stays the same; what that dialect has no word for is named as an extension.
 */

export type Tree = Readonly<Record<string, unknown>>;

const COMMON = 'urn:trm:schema:common#/$defs/';
/** Keywords of our own validators, and marks of a file. */
const LEFT_OUT: ReadonlySet<string> = new Set(['$schema', '$id', 'discriminator', 'optionalInCommand']);
/** AsyncAPI's schemas are those of draft 07: what that does not know would be read over. */
const AFTER_DRAFT_07: ReadonlySet<string> = new Set(['prefixItems', 'dependentSchemas']);
/** The name that draft 07 has for it; what it has no name for is told to whoever knows ours. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  dependentRequired: 'dependencies',
  codeList: 'x-trm-code-list',
  minContains: 'x-trm-min-contains',
  maxContains: 'x-trm-max-contains',
};

export function ref(kind: 'messages' | 'schemas' | 'securitySchemes', name: string): Tree {
  return { $ref: `#/components/${kind}/${name}` };
}

/**
 * A schema as AsyncAPI reads it: a bare reference to a common member stays one, any other is written in full, since
 * what stands beside a reference does not count there.
 */
export function written(schema: unknown, schemas: ReadonlyMap<string, Tree>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => written(item, schemas));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, ...rest } = schema as Tree;
  if (typeof $ref === 'string') {
    if (Object.keys(rest).length === 0 && $ref.startsWith(COMMON))
      return ref('schemas', `common.${$ref.slice(COMMON.length)}`);
    return overlay(written(resolve($ref, schemas), schemas), written(rest, schemas) as Tree);
  }
  return Object.fromEntries(
    Object.entries(rest).flatMap(([keyword, child]) => {
      if (LEFT_OUT.has(keyword)) return [];
      if (AFTER_DRAFT_07.has(keyword)) throw new Error(`AsyncAPI has no keyword ${keyword}`);
      const otherName = OTHER_NAMES[keyword];
      if (otherName !== undefined) return [[otherName, child]];
      if (keyword === 'properties')
        return [
          [
            keyword,
            Object.fromEntries(
              Object.entries(child as Tree).map(([member, of]) => [member, written(of, schemas)]),
            ),
          ],
        ];
      return [[keyword, written(child, schemas)]];
    }),
  );
}

function resolve(reference: string, schemas: ReadonlyMap<string, Tree>): unknown {
  const [id = '', pointer = ''] = reference.split('#');
  let target: unknown = schemas.get(id);
  for (const step of pointer.split('/').slice(1)) target = (target as Tree | undefined)?.[step];
  if (target === undefined) throw new Error(`no schema ${reference}`);
  return target;
}

function overlay(base: unknown, over: Tree): Tree {
  const merged: Record<string, unknown> = { ...(base as Tree) };
  for (const [keyword, given] of Object.entries(over)) {
    const held = merged[keyword];
    const both = isTree(held) && isTree(given);
    merged[keyword] = both ? overlay(held, given) : given;
  }
  return merged;
}

const isTree = (given: unknown): given is Tree =>
  typeof given === 'object' && given !== null && !Array.isArray(given);
