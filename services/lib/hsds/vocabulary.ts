/**
 * Attributes and taxonomies: how codes of our lists, and what HSDS has no member for, stand in an HSDS object.
 * Invariant: a taxonomy of ours is named by its URI alone; an attribute of another taxonomy is never taken for ours.
 * HSDS 3.0, field guidance (attributes).
 */
import { codeList, labelOf } from '../contract/index.ts';
import type { JsonObject } from '../contract/index.ts';
import { uuidOf, type Sha1 } from './ids.ts';

export const codeTaxonomy = (list: string): string => `urn:trm:codes:${list}`;
/** Taxonomy of the members that HSDS lacks. */
export const EXTENSION = 'urn:trm:hsds:1';
/** Scheme of the identifier that holds the key of a contact point. */
export const KEY_SCHEME = 'urn:trm:contact-point';

const TERMS = {
  alias: 'A further name under which it is known',
  'as-of': 'Day as of which it holds',
  'closes-at': 'Closing time where closes_at is one minute early',
  confidentiality: 'Who may see a member',
  confirmed: 'Whether the participant itself has confirmed the value',
  office: 'Office of the routing pack that it serves',
  'on-holidays': 'What public holidays do',
  order: 'Place among the channels',
  predecessor: 'Key of a contact point that it has replaced',
  source: 'Where it comes from',
  standing: 'Why it should not be relied on',
  'time-zone': 'IANA time zone of the opening times',
} as const;
export type Term = keyof typeof TERMS;
export const isTerm = (code: string): boolean => Object.hasOwn(TERMS, code);

/** Writes the ids and attributes of one contact point. */
export class Scribe {
  private readonly sha1: Sha1;
  private readonly base: string;

  constructor(sha1: Sha1, participant: string, key: string) {
    this.sha1 = sha1;
    this.base = `urn:trm:${participant}:contact-point:${key}`;
  }

  /** `path` is unique within the contact point. */
  id(path: string): string {
    return uuidOf(this.sha1, `${this.base}:hsds:${path}`);
  }

  code(path: string, list: string, code: string, value?: string): JsonObject {
    const name = labelOf(list, code, 'en');
    return {
      id: this.id(`${path}/${list}/${code}`),
      ...(value === undefined ? {} : { value }),
      taxonomy_term: this.term(codeTaxonomy(list), code, name, name, {
        name: list,
        description: `TRM Exchange code list "${list}"`,
        version: String(codeList(list).version),
      }),
    };
  }

  /** `index` tells several values of one term apart. */
  extension(path: string, term: Term, value: string, index = 0): JsonObject {
    return {
      id: this.id(`${path}/${term}/${index}`),
      value,
      taxonomy_term: this.term(EXTENSION, term, term, TERMS[term], {
        name: 'TRM Exchange',
        description: 'Members of a contact point that HSDS has no field for',
        version: '1',
      }),
    };
  }

  private term(
    uri: string,
    code: string,
    name: string,
    description: string,
    taxonomy: JsonObject,
  ): JsonObject {
    return {
      id: uuidOf(this.sha1, `${uri}:${code}`),
      code,
      name,
      description,
      taxonomy: uri,
      language: 'en',
      taxonomy_detail: { id: uuidOf(this.sha1, uri), ...taxonomy, uri },
    };
  }
}
