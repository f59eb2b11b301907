/**
 * Monitoring figures of this participant: gathered from the store, counted by lib/statistics, shown as JSON or CSV.
 * Invariant: metadata alone, no content key is touched; participants are named to this participant and its auditor, and
 * with the footnote that goes with names. domain.md 2 and 9; decision 0025.
 */
import { fold, limitsFor, ownSide, TERMINAL_STATES } from '../../lib/casework/index.ts';
import { datedMessages } from '../../lib/projection/case-history.ts';
import type { Sql } from '../../lib/platform/db/index.ts';
import {
  definitionOf,
  figuresCsv,
  figuresOf,
  generalNotes,
  type CaseEvent,
  type Figures,
  type Period,
  type ReferralRecord,
} from '../../lib/statistics/index.ts';
import { type CountedReferral, countedReferrals, localTimesOf, reachedOf } from '../../lib/store/figures.ts';
import { type MessageRow, messagesOfAll } from '../../lib/store/messages.ts';
import { measuredBetween } from '../../lib/store/liveness.ts';
import { isDomestic } from '../../lib/store/referrals.ts';
import { unmetBetween } from '../../lib/store/unmet.ts';
import type { GatewayContext } from '../context.ts';

export type FiguresContext = Pick<GatewayContext, 'participant' | 'limits' | 'displayNames' | 'now'>;

/** Referrals whose messages are held in memory at once. */
const BATCH = 200;

/** In one transaction, so that no message falls between two statements. */
export async function monitoringFigures(
  sql: Sql,
  context: FiguresContext,
  period: Period,
  partner: string | null,
): Promise<Figures> {
  const counted = await countedReferrals(sql, period, [...TERMINAL_STATES]);
  const referrals: ReferralRecord[] = [];
  for (let start = 0; start < counted.length; start += BATCH) {
    const batch = counted.slice(start, start + BATCH);
    const references = batch.map(({ reference }) => reference);
    const messages = await messagesOfAll(sql, references);
    const local = await localTimesOf(sql, references);
    const facts = await reachedOf(sql, references);
    for (const referral of batch) {
      const { reference } = referral;
      referrals.push({
        ...placeOf(context, referral),
        events: eventsOf(referral, messages.get(reference) ?? []),
        local: local.get(reference) ?? [],
        facts: facts.get(reference) ?? [],
      });
    }
  }
  return figuresOf({
    period,
    now: new Date(context.now()).toISOString(),
    partner,
    referrals,
    unmetNeeds: await unmetBetween(sql, period.from, period.to),
    liveness: await measuredBetween(sql, period.from, period.to),
  });
}

function placeOf(
  { participant, limits }: FiguresContext,
  referral: CountedReferral,
): Omit<ReferralRecord, 'events' | 'local' | 'facts'> {
  const { reference, direction, sender, recipient, urgency, drill } = referral;
  return {
    reference,
    direction: isDomestic(referral) ? 'domestic' : direction,
    partner: sender === participant ? recipient : sender,
    urgency,
    drill,
    limits: limitsFor(limits.defaults, limits.overrides, sender, recipient),
    ours: ownSide(referral),
  };
}

function eventsOf(referral: CountedReferral, rows: readonly MessageRow[]): readonly CaseEvent[] {
  const messages = datedMessages(rows, ownSide(referral));
  const { applied, path } = fold(messages);
  return applied.flatMap((index, place): readonly CaseEvent[] => {
    const [message, standing] = [messages[index], path[place]];
    if (message === undefined || standing === undefined) return [];
    return [{ side: message.side, metadata: message.metadata, at: message.at, standing }];
  });
}

export function figuresView({ participant, displayNames }: FiguresContext, figures: Figures): object {
  const shown = figures.indicators.flatMap(({ rows }) =>
    rows.flatMap(({ group }) => (typeof group.partner === 'string' ? [group.partner] : [])),
  );
  return {
    participant,
    ...figures.period,
    asOf: figures.asOf,
    partner: figures.partner,
    notes: generalNotes,
    indicators: figures.indicators.map(({ id, rows }) => {
      const { unit, definition, population } = definitionOf(id);
      return {
        id,
        unit,
        definition,
        population,
        rows: rows.map(({ group, values }) => ({ ...group, ...values })),
      };
    }),
    participants: [...new Set([participant, ...shown])]
      .toSorted()
      .map((id) => ({ id, name: displayNames.nameOf(id) })),
    footnote: displayNames.footnote,
  };
}

export function figuresFile({ participant, displayNames }: FiguresContext, figures: Figures): string {
  return figuresCsv(figures, { participant, nameOf: displayNames.nameOf, footnote: displayNames.footnote });
}
