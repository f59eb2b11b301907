/** What is held about each person of a referral: for the data protection officer alone. contract.md 4. */
import { personRecords } from '../../views/person-records.ts';
import { localOperations, routeUrl } from '../operations.ts';
import { queryOf, referenceOf } from '../parameters.ts';
import { Problem } from '../problem.ts';
import { type Frame, get } from '../secured.ts';

export function personRecordRoutes(frame: Frame): void {
  const { context } = frame;
  const { readPersonRecords: read } = localOperations;
  get(frame, routeUrl(read.path), read.roles, (request, actor) => {
    queryOf(request.query, []);
    const reference = referenceOf(request.params);
    if (reference === null) throw new Problem('not-found');
    return context.db.tx((sql) => personRecords(sql, context, actor, reference));
  });
}
