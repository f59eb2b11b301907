/**
 * Age bands from a date of birth: HTCDS has no band, a profile has nothing else.
 * Invariant: bands are read from the code list; a day before birth gives none. CTDC codebook v2, ageBroad.
 */
import { codeList } from '../contract/index.ts';

/** Full years on a day; both ISO 8601 dates. */
function yearsOf(birthDate: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return on.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

export function ageBandOf(birthDate: string, on: string): string | null {
  const years = yearsOf(birthDate, on);
  if (birthDate > on) return null;
  const band = codeList('age-band').codes.find(({ code }) => {
    const [, least = '', most = ''] = /^(\d+)-(\d+|plus)$/.exec(code) ?? [];
    return least !== '' && years >= Number(least) && (most === 'plus' || years <= Number(most));
  });
  return band?.code ?? null;
}
