/**
 * Monitoring figures of this participant, as JSON or as a file with rows. contract.md 4; domain.md 9; decision 0025.
 */
import { readPeriod } from '../../../lib/statistics/index.ts';
import { figuresFile, figuresView, monitoringFigures } from '../../views/figures.ts';
import { figureFormats } from '../openapi-parameters.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { malformed, matching, oneOf, PARTICIPANT_PATTERN, queryOf } from '../parameters.ts';
import { Attachment, type Frame, get } from '../secured.ts';

const CSV = 'text/csv';

export function figureRoutes(frame: Frame): void {
  const { context } = frame;
  const { readFigures } = localOperations;

  get(frame, routeUrl(readFigures.path), readFigures.roles, async (request) => {
    const query = queryOf(request.query, ['month', 'from', 'to', 'partner', 'format']);
    const wanted = wantsCsv(request.headers.accept) ? 'csv' : 'json';
    const format = oneOf(query, 'format', figureFormats) ?? wanted;
    const partner = matching(query, 'partner', PARTICIPANT_PATTERN);
    const now = new Date(context.now()).toISOString();
    const asked = (name: string): string | null => query.get(name) ?? null;
    const reading = readPeriod({ month: asked('month'), from: asked('from'), to: asked('to') }, now);
    if (!reading.ok) throw malformed(`/${reading.member}`, reading.code);
    const { period } = reading;
    const figures = await context.db.tx((sql) => monitoringFigures(sql, context, period, partner), {
      isolation: 'repeatable read',
      readOnly: true,
    });
    if (format === 'json') return figuresView(context, figures);
    const days = [period.from, period.to].map((at) => at.slice(0, 'YYYY-MM-DD'.length));
    return new Attachment(
      `${CSV}; charset=utf-8; header=present`,
      `figures-${days.join('-')}.csv`,
      figuresFile(context, figures),
    );
  });
}

/** RFC 9110 12.5.1, as far as two types need it: CSV is wanted where it is named and JSON is not wanted more. */
function wantsCsv(accept: string | undefined): boolean {
  const quality = (type: string): number => {
    const range = (accept ?? '').split(',').find((each) => each.split(';')[0]?.trim().toLowerCase() === type);
    const weight = /;\s*q=([01](?:\.\d{0,3})?)/i.exec(range ?? '')?.[1];
    return range === undefined ? 0 : Number(weight ?? 1);
  };
  return quality(CSV) > quality('application/json');
}
