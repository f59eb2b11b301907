/**
 * Tasks of offices: one per message that needs a contact point, with the stored explanation of why it went there.
 * Invariant: the explanation names values of the case, so it lies under the referral's content key. domain.md 7.
 */
import type { ReferralState } from '../casework/index.ts';
import type { Json } from '../protocol/types.ts';
import { type ContentKey, contentKey, decrypt, encrypt, keysById } from './content-keys.ts';
import type { ContentCipher } from './message-content.ts';
import { erasedOf } from './erased.ts';
import type { Sql } from './sql.ts';

export interface TaskRow {
  readonly id: string;
  readonly reference: string;
  /** Office that has it now. */
  readonly office: string;
  readonly function: string;
  /** Contact point that is asked, and who of it; null where the directory knows none. */
  readonly contactPoint: string | null;
  readonly asked: string | null;
  /** Every office that has had it, in the order of its way. */
  readonly offices: readonly string[];
  /** In which function each of them had it. */
  readonly functions: readonly string[];
  /** Null once the referral's content key is gone. */
  readonly route: Json;
  readonly answer: string | null;
  /** The referral has ended or was withdrawn: there is nothing to take any more. */
  readonly over: boolean;
  readonly created_at: Date;
}

type StoredTask = Omit<TaskRow, 'route'> & {
  readonly route: Uint8Array | null;
  readonly route_key: string | null;
};

/**
 * States in which nobody is asked any more whether an office can take the case (domain.md 4): the terminal ones, and the
 * withdrawal that waits for its confirmation. A query needs them; a test holds them to the table of transitions.
 */
export const OVER: readonly ReferralState[] = [
  'declined',
  'redirected',
  'completed',
  'not-possible',
  'withdrawn',
  'withdrawal-confirmed',
  'expired',
  'entered-in-error',
  'sealed',
  'erased',
];

function isOver(reference: string): string {
  const states = OVER.map((state) => `'${state}'`).join(', ');
  return `exists (select 1 from trm.referral r where r.reference = ${reference} and r.state in (${states}))`;
}

/** The newest move, which says where a task is. */
const NEWEST = `lateral (select * from trm.task_move w where w.task = t.id order by w.n desc limit 1) m on true`;

const MOVE = `select m.task, m.office, m.function, m.contact_point as "contactPoint", m.asked, m.cause, m.subject, m.at`;

/** The move that brought the task to the office that has it: another person of the same office answers the same question. */
const heldSince = (column: 'n' | 'at'): string =>
  `(select max(w.${column}) from trm.task_move w where w.task = t.id and w.cause <> 'handed-over')`;
const HELD_SINCE = heldSince('n');

/** What the office that has the task has answered; an office that had it before answered for itself. */
const ANSWER = `(select a.answer from trm.task_answer a
    where a.task = t.id and a.move is not distinct from ${HELD_SINCE} order by a.n desc limit 1)`;

/** The newest explanation; what a single erasure has taken away leaves no older one in its place. */
const ROUTED = `(select w.n from trm.task_move w where w.task = t.id and w.cause = 'rerouted' order by w.n desc limit 1)`;

const TASK = `select t.id, t.reference, t.created_at,
    case when r.n is null then t.route else r.route end as route,
    case when r.n is null then t.route_key else r.route_key end as route_key,
    coalesce(m.office, t.office) as office, coalesce(m.function, t.function) as function,
    m.contact_point as "contactPoint", m.asked,
    array_prepend(t.office, array(select w.office from trm.task_move w where w.task = t.id order by w.n)) as offices,
    array_prepend(t.function, array(select w.function from trm.task_move w where w.task = t.id order by w.n)) as functions,
    ${ANSWER} as answer,
    ${isOver('t.reference')} as over
  from trm.task t
  left join ${NEWEST}
  left join trm.task_move r on r.n = ${ROUTED}`;

export async function insertTask(
  sql: Sql,
  crypto: ContentCipher,
  task: {
    id: string;
    reference: string;
    message: string;
    office: string;
    function: string;
    route: object;
    /** Where in the office it goes; null where the directory knows no contact point. */
    contactPoint: string | null;
    asked: string | null;
    bypassed: boolean;
    at: string;
  },
): Promise<void> {
  const { route, key } = await explanation(sql, crypto, task);
  const inserted = await sql.query(
    `insert into trm.task (id, reference, message, office, function, route, route_key)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (message) do nothing returning id`,
    [task.id, task.reference, task.message, task.office, task.function, route, key],
  );
  if (inserted.length === 0) return;
  const { office, function: fn, contactPoint, asked, at } = task;
  const cause = task.bypassed ? 'bypassed' : 'routed';
  await moveTask(sql, {
    task: task.id,
    office,
    function: fn,
    contactPoint,
    asked,
    cause,
    subject: null,
    at,
  });
}

async function explanation(
  sql: Sql,
  crypto: ContentCipher,
  task: { readonly id: string; readonly reference: string; readonly route: object },
): Promise<{ readonly route: Buffer | null; readonly key: string | null }> {
  // It is a speech about every person of the case: after an erasure there is none (protocol.md 7).
  const { all, subjects } = await erasedOf(sql, task.reference);
  if (all || subjects.size > 0) return { route: null, key: null };
  const key = await contentKey(sql, crypto.cipher, crypto.kek, task.reference, null, crypto.newId);
  if (key === null) return { route: null, key: null };
  const route = encrypt(crypto.cipher, key.key, context(task.id), JSON.stringify(task.route));
  return { route: Buffer.from(route), key: key.id };
}

export interface TaskMove {
  readonly task: string;
  readonly office: string;
  readonly function: string;
  readonly contactPoint: string | null;
  /** `sub` of who is asked now. */
  readonly asked: string | null;
  readonly cause: 'routed' | 'bypassed' | 'escalated' | 'handed-over' | 'rerouted';
  /** Who moved it; null: the gateway itself. */
  readonly subject: string | null;
  readonly at: string;
}

export async function moveTask(sql: Sql, move: TaskMove): Promise<void> {
  await insertMove(sql, move, { route: null, key: null });
  if (move.cause === 'escalated') await beginsClock(sql, move);
}

async function insertMove(
  sql: Sql,
  move: TaskMove,
  { route, key }: { readonly route: Buffer | null; readonly key: string | null },
): Promise<void> {
  await sql.query(
    `insert into trm.task_move (task, office, function, contact_point, asked, cause, subject, at, route, route_key)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      move.task,
      move.office,
      move.function,
      move.contactPoint,
      move.asked,
      move.cause,
      move.subject,
      move.at,
      route,
      key,
    ],
  );
}

/** Whoever looks at the clocks looks again only where a referral has changed. */
async function beginsClock(sql: Sql, { task, at }: Pick<TaskMove, 'task' | 'at'>): Promise<void> {
  await sql.query(
    `update trm.referral set updated_at = greatest(updated_at + interval '1 microsecond', $2::timestamptz)
     where reference = (select reference from trm.task where id = $1)`,
    [task, at],
  );
}

/** The rules were asked again: where it goes now, and why. */
export async function rerouteTo(
  sql: Sql,
  crypto: ContentCipher,
  move: Omit<TaskMove, 'cause'> & { readonly reference: string; readonly route: object },
): Promise<void> {
  const explained = await explanation(sql, crypto, { ...move, id: move.task });
  await insertMove(sql, { ...move, cause: 'rerouted' }, explained);
  await beginsClock(sql, move);
}

/** Moves of the tasks of a referral but their first, oldest first. */
export async function movesOf(
  sql: Sql,
  reference: string,
): Promise<readonly (Omit<TaskMove, 'at'> & { readonly at: Date })[]> {
  return sql.query(
    `${MOVE} from trm.task_move m join trm.task t on t.id = m.task
     where t.reference = $1 and m.cause <> 'routed' order by m.n`,
    [reference],
  );
}

export async function referenceOfTask(sql: Sql, id: string): Promise<string | null> {
  const rows = await sql.query<{ reference: string }>(`select reference from trm.task where id = $1`, [id]);
  return rows[0]?.reference ?? null;
}

/** The task that its office has had since this moment; null: it has moved on. */
export async function tasksAt(sql: Sql, reference: string, since: string): Promise<TaskMove | null> {
  const rows = await sql.query<TaskMove>(
    `${MOVE} from trm.task t join ${NEWEST}
     where t.reference = $1 and date_trunc('milliseconds', ${heldSince('at')}) = $2
     order by t.created_at, t.id limit 1`,
    [reference, since],
  );
  return rows[0] ?? null;
}

/** Since when the office that has each task now has it, and when it was answered. */
export async function taskTimes(
  sql: Sql,
  reference: string,
): Promise<readonly { readonly id: string; readonly since: string; readonly answeredAt: string | null }[]> {
  const rows = await sql.query<{ id: string; since: Date; answeredAt: Date | null }>(
    `select t.id,
       coalesce(${heldSince('at')}, t.created_at) as since,
       (select max(a.at) from trm.task_answer a
         where a.task = t.id and a.move is not distinct from ${HELD_SINCE}) as "answeredAt"
     from trm.task t where t.reference = $1 order by t.created_at, t.id`,
    [reference],
  );
  return rows.map(({ id, since, answeredAt }) => ({
    id,
    since: since.toISOString(),
    answeredAt: answeredAt?.toISOString() ?? null,
  }));
}

/** Who is asked by some open task, and where. */
export async function peopleAsked(
  sql: Sql,
): Promise<
  readonly { readonly subject: string; readonly contactPoint: string; readonly function: string }[]
> {
  return sql.query(
    `select distinct m.asked as subject, m.contact_point as "contactPoint", m.function
     from trm.task t join ${NEWEST}
     where m.asked is not null and m.contact_point is not null and not ${isOver('t.reference')}
       and ${ANSWER} is null`,
  );
}

/** Tasks that wait for this person's answer. */
export async function openTasksAsking(sql: Sql, subject: string): Promise<readonly TaskMove[]> {
  return sql.query<TaskMove>(
    `${MOVE} from trm.task t join ${NEWEST}
     where m.asked = $1 and not ${isOver('t.reference')}
       and ${ANSWER} is null
     order by t.created_at, t.id for update of t`,
    [subject],
  );
}

export async function listTasks(
  sql: Sql,
  crypto: ContentCipher,
  filter: {
    state: 'open' | 'answered' | 'moved' | null;
    office: string | null;
    reference: string | null;
    /** Null: exercises and real referrals alike. */
    drill: boolean | null;
  },
): Promise<readonly TaskRow[]> {
  const rows = await sql.query<StoredTask>(
    `${TASK} where ($2::text is null or t.reference = $2)
       and ($1::text is null or t.office = $1 or exists (select 1 from trm.task_move w where w.task = t.id and w.office = $1))
       and ($3::text is null or $3 = case when $1 <> coalesce(m.office, t.office) then 'moved'
         when ${ANSWER} is not null then 'answered'
         when ${isOver('t.reference')} then 'moved' else 'open' end)
       and ($4::boolean is null or $4 = coalesce((select r.drill from trm.referral r where r.reference = t.reference), false))
     order by t.created_at, t.id limit 500`,
    [filter.office, filter.reference, filter.state, filter.drill],
  );
  return opened(sql, crypto, rows);
}

export async function findTask(sql: Sql, crypto: ContentCipher, id: string): Promise<TaskRow | null> {
  const rows = await opened(sql, crypto, await sql.query<StoredTask>(`${TASK} where t.id = $1`, [id]));
  return rows[0] ?? null;
}

/** Locks the task, so that two answers at once are one after the other. */
export async function lockTask(sql: Sql, crypto: ContentCipher, id: string): Promise<TaskRow | null> {
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('trm.task:' || $1, 0))`, [id]);
  return findTask(sql, crypto, id);
}

async function opened(
  sql: Sql,
  crypto: ContentCipher,
  rows: readonly StoredTask[],
): Promise<readonly TaskRow[]> {
  const ids = [...new Set(rows.flatMap((row) => row.route_key ?? []))];
  const keys: ReadonlyMap<string, ContentKey> = await keysById(sql, crypto.cipher, crypto.kek, ids);
  return rows.map(({ route, route_key: keyId, ...row }) => {
    const key = keyId === null ? undefined : keys.get(keyId);
    const text =
      key === undefined || route === null ? null : decrypt(crypto.cipher, key.key, context(row.id), route);
    return { ...row, route: text === null ? null : (JSON.parse(text) as Json) };
  });
}

function context(id: string): string {
  return `task:${id}`;
}

export async function insertAnswer(
  sql: Sql,
  answer: { task: string; answer: string; reason: string | null; subject: string },
): Promise<void> {
  await sql.query(
    `insert into trm.task_answer (task, answer, reason, subject, move)
     select t.id, $2, $3, $4, ${HELD_SINCE} from trm.task t where t.id = $1`,
    [answer.task, answer.answer, answer.reason, answer.subject],
  );
}

export interface TaskAnswerRow {
  readonly task: string;
  readonly answer: string;
  readonly reason: string | null;
  readonly at: Date;
}

/** Answers to the tasks of a referral, oldest first. */
export async function answersOf(sql: Sql, reference: string): Promise<readonly TaskAnswerRow[]> {
  return sql.query<TaskAnswerRow>(
    `select a.task, a.answer, a.reason, a.at from trm.task_answer a join trm.task t on t.id = a.task where t.reference = $1 order by a.n`,
    [reference],
  );
}
