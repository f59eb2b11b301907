/**
 * The only file that imports ajv: compiles the schemas, lazily, and turns its errors into ours.
 * Invariant: a value is never changed, and no error carries a submitted value or the name of an unknown member.
 * contract.md 4 (errors), protocol.md 10 (a code outside its list: refused in a command, flagged in opening).
 */
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { hasCode } from './code-lists.ts';
import { ContractError } from './errors.ts';
import { schemas } from './generated/index.ts';
import type { JsonSchema } from './json.ts';

/** `assert`: a code outside its own list is an error. `flag`: it is listed, and the value passes. */
export type CodeMode = 'assert' | 'flag';

export interface UnknownCode {
  /** JSON pointer of the code. */
  readonly pointer: string;
  readonly list: string;
}

export interface ValidationError {
  /**
   * JSON pointer of what is wrong. `required`: of the member that is missing. `additionalProperties`: of the object
   * that holds an unlisted member.
   */
  readonly pointer: string;
  /** The keyword of JSON Schema that failed, or `codeList`. */
  readonly code: string;
}

export type Validation =
  | { readonly ok: true; readonly unknownCodes: readonly UnknownCode[] }
  | { readonly ok: false; readonly errors: readonly ValidationError[] };

/** Passed to every keyword function as `this` (ajv's `passContext`). */
interface Context {
  readonly mode: CodeMode;
  readonly unknownCodes: UnknownCode[];
}

/** A hostile value can break one rule many thousand times; nobody reads more than this. */
const MOST_ERRORS = 32;

function checkCode(
  this: Context,
  list: string,
  data: unknown,
  _parent?: unknown,
  place?: { readonly instancePath: string },
): boolean {
  // What is not a string fails at `type`; one fault has one error.
  if (typeof data !== 'string' || hasCode(list, data)) return true;
  if (this.mode === 'assert') return false;
  this.unknownCodes.push({ pointer: place?.instancePath ?? '', list });
  return true;
}

const OPTIONS = {
  strict: true,
  // A condition requires a member that stands in the schema around it.
  strictRequired: false,
  allErrors: true,
  ownProperties: true,
  passContext: true,
  discriminator: true,
  messages: false,
  verbose: false,
} as const;
const ajv = new Ajv2020(OPTIONS);
ajv.addFormat('date', fullFormats.date);
ajv.addFormat('date-time', fullFormats['date-time']);
ajv.addKeyword({ keyword: 'codeList', schemaType: 'string', validate: checkCode });
ajv.addKeyword({ keyword: 'optionalInCommand', schemaType: 'boolean' });
for (const schema of Object.values(schemas)) ajv.addSchema(schema);

export type Validator = (value: unknown, mode: CodeMode) => Validation;

const compiled = new Map<string, Validator>();

/** The validator of a schema file. @throws ContractError `schema-unknown` */
export function validatorOf(id: string): Validator {
  return once(id, () => {
    const found = ajv.getSchema(id);
    if (found === undefined) throw new ContractError('schema-unknown', `No schema ${id}.`);
    return found;
  });
}

/** The validator of a schema that is built from others, kept under `key`. */
export function validatorFor(key: string, build: () => JsonSchema): Validator {
  return once(key, () => ajv.compile(build()));
}

/**
 * The same judgement for a schema from elsewhere, for published test suites; rules on how a schema must be written do
 * not hold there. @throws when the schema cannot be compiled
 */
export function compileSchema(schema: JsonSchema | boolean): (value: unknown) => boolean {
  const check = new Ajv2020({ ...OPTIONS, strict: false }).compile(schema);
  return (value) => check.call({ mode: 'assert', unknownCodes: [] } satisfies Context, value);
}

function once(key: string, make: () => ValidateFunction): Validator {
  const kept = compiled.get(key);
  if (kept !== undefined) return kept;
  const check = make();
  const validator: Validator = (value, mode) => {
    const context: Context = { mode, unknownCodes: [] };
    const ok = check.call(context, value);
    if (ok === true) return { ok: true, unknownCodes: context.unknownCodes };
    return { ok: false, errors: errorsOf(check.errors ?? []) };
  };
  compiled.set(key, validator);
  return validator;
}

function errorsOf(found: readonly ErrorObject[]): readonly ValidationError[] {
  const misshapen = new Set(
    found.filter((error) => error.keyword === 'pattern').map((error) => error.instancePath),
  );
  const seen = new Set<string>();
  const errors: ValidationError[] = [];
  for (const error of found) {
    const ours = errorOf(error);
    // What has not even the shape of a code has one fault, not two.
    if (ours?.code === 'codeList' && misshapen.has(ours.pointer)) continue;
    if (ours === null || seen.has(`${ours.code} ${ours.pointer}`)) continue;
    seen.add(`${ours.code} ${ours.pointer}`);
    errors.push(ours);
    if (errors.length === MOST_ERRORS) break;
  }
  return errors;
}

/** `null` for an error that only repeats another one. The parameters of unknown members are never read. */
function errorOf(error: ErrorObject): ValidationError | null {
  const at = error.instancePath;
  switch (error.keyword) {
    case 'if':
      return null;
    case 'required':
      return { pointer: `${at}/${String(error.params['missingProperty'])}`, code: 'required' };
    case 'false schema':
      // A member that this branch forbids: the same as an unlisted one.
      return { pointer: at.slice(0, at.lastIndexOf('/')), code: 'additionalProperties' };
    case 'discriminator': {
      const pointer = `${at}/${String(error.params['tag'])}`;
      if (error.params['error'] === 'mapping') return { pointer, code: 'enum' };
      return error.params['tagValue'] === undefined ? null : { pointer, code: 'type' };
    }
    default:
      return { pointer: at, code: error.keyword };
  }
}
