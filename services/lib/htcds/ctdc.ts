/**
 * One person as the 27 variables of the CTDC codebook v2 (February 2024): binary ones are 1 or null, never 0.
 * Invariant: Kosovo has a key of its own unless the caller asks for it to be counted as CTDC counts it; what the data do
 * not say is null. A record is not a publication: small numbers identify people (domain.md 9).
 */
import { codeList } from '../contract/index.ts';
import type { Json, JsonObject } from '../contract/index.ts';
import { ageBandOf } from './ages.ts';
import { codesOf, objectOf, objectsOf, wordOf, type HeldReferral } from './held.ts';

export const ctdcVariables = [
  'yearOfRegistration',
  'gender',
  'ageBroad',
  'citizenship',
  'CountryOfExploitation',
  'traffickMonths',
  'meansDebtBondageEarnings',
  'meansThreats',
  'meansAbusePsyPhySex',
  'meansFalsePromises',
  'meansDrugsAlcohol',
  'meansDenyBasicNeeds',
  'meansExcessiveWorkHours',
  'meansWithholdDocs',
  'isForcedLabour',
  'isSexualExploit',
  'isOtherExploit',
  'typeOfLabourAgriculture',
  'typeOfLabourConstruction',
  'typeOfLabourDomesticWork',
  'typeOfLabourHospitality',
  'typeOfSexProstitution',
  'typeOfSexPornography',
  'recruiterRelationIntimatePartner',
  'recruiterRelationFriend',
  'recruiterRelationFamily',
  'recruiterRelationOther',
] as const;
export type CtdcVariable = (typeof ctdcVariables)[number];
export type CtdcRecord = Readonly<Record<CtdcVariable, string | number | null>>;

export interface CtdcOptions {
  /**
   * Code of `citizenship` for where the person was first supported: CTDC's stand-in for the country of exploitation.
   * Null when it is not known.
   */
  readonly territory: string | null;
  /** Counts Kosovo under Serbia "following UN guidelines", as CTDC does. */
  readonly foldKosovo: boolean;
}

function ctdcOf(list: string, code: string | null, folded = false): string | null {
  const found = codeList(list).codes.find((each) => each.code === code);
  return (folded ? found?.ctdcFolded : undefined) ?? found?.ctdc ?? null;
}

export function toCtdc(held: HeldReferral, options: CtdcOptions): readonly CtdcRecord[] {
  return objectsOf(held.content['persons']).map((person) => {
    const disclosed = held.disclosed.get(wordOf(person['subject']) ?? '') ?? {};
    return recordOf(person, disclosed, held.submittedOn, options);
  });
}

function recordOf(
  person: JsonObject,
  disclosed: JsonObject,
  submittedOn: string | null,
  { territory, foldKosovo }: CtdcOptions,
): CtdcRecord {
  const recruitment = objectOf(disclosed['recruitment']);
  const ticked = new Set(
    (
      [
        ['exploitation', person['exploitation']],
        ['means', disclosed['means']],
        ['labour-sectors', disclosed['labourSectors']],
        ['sexual-exploitation-kinds', disclosed['sexualExploitation']],
        ['recruiter-relations', recruitment['relations']],
      ] as readonly (readonly [string, Json | undefined])[]
    ).flatMap(([list, codes]) => codesOf(codes).flatMap((code) => ctdcOf(list, code) ?? [])),
  );
  const [citizenship = null] = codesOf(disclosed['citizenship']);
  const stated: Partial<Record<CtdcVariable, string | number | null>> = {
    yearOfRegistration: submittedOn === null ? null : Number(submittedOn.slice(0, 4)),
    gender: ctdcOf('sex', wordOf(person['sex'])),
    ageBroad: ageBroad(person, disclosed, submittedOn),
    citizenship: ctdcOf('citizenship', citizenship, foldKosovo),
    CountryOfExploitation: ctdcOf('citizenship', territory, foldKosovo),
  };
  return Object.fromEntries(
    ctdcVariables.map((variable) => [variable, stated[variable] ?? (ticked.has(variable) ? 1 : null)]),
  ) as CtdcRecord;
}

function ageBroad(person: JsonObject, disclosed: JsonObject, on: string | null): string | null {
  const stated = ctdcOf('age-band', wordOf(person['ageBand']));
  const birthDate = wordOf(disclosed['birthDate']);
  return stated ?? (birthDate === null || on === null ? null : ctdcOf('age-band', ageBandOf(birthDate, on)));
}
