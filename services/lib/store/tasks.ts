/**
 * Tasks of offices: one per message that needs a contact point, with the stored explanation of why it went there.
 * domain.md 7; contract.md 4.
 */
import type { Json } from '../protocol/types.ts';
import type { Sql } from './sql.ts';

export interface TaskRow {
  readonly id: string;
  readonly reference: string;
  readonly office: string;
  readonly function: string;
  readonly route: Json;
  readonly answer: string | null;
  readonly created_at: Date;
}

const TASK = `select t.id, t.reference, t.office, t.function, t.route, t.created_at,
    (select a.answer from trm.task_answer a where a.task = t.id order by a.n desc limit 1) as answer
  from trm.task t`;

export async function insertTask(
  sql: Sql,
  task: { id: string; reference: string; message: string; office: string; function: string; route: object },
): Promise<void> {
  await sql.query(
    `insert into trm.task (id, reference, message, office, function, route) values ($1, $2, $3, $4, $5, $6) on conflict (message) do nothing`,
    [task.id, task.reference, task.message, task.office, task.function, JSON.stringify(task.route)],
  );
}

export async function listTasks(
  sql: Sql,
  filter: { state: 'open' | 'answered' | null; office: string | null; reference: string | null },
): Promise<readonly TaskRow[]> {
  return sql.query<TaskRow>(
    `${TASK} where ($1::text is null or t.office = $1) and ($2::text is null or t.reference = $2)
       and ($3::text is null or ($3 = 'answered') = exists (select 1 from trm.task_answer a where a.task = t.id))
     order by t.created_at, t.id limit 500`,
    [filter.office, filter.reference, filter.state],
  );
}

export async function findTask(sql: Sql, id: string): Promise<TaskRow | null> {
  const rows = await sql.query<TaskRow>(`${TASK} where t.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Locks the task, so that two answers at once are one after the other. */
export async function lockTask(sql: Sql, id: string): Promise<TaskRow | null> {
  await sql.query(`select pg_advisory_xact_lock(hashtextextended('trm.task:' || $1, 0))`, [id]);
  return findTask(sql, id);
}

export async function insertAnswer(
  sql: Sql,
  answer: { task: string; answer: string; reason: string | null; subject: string },
): Promise<void> {
  await sql.query(`insert into trm.task_answer (task, answer, reason, subject) values ($1, $2, $3, $4)`, [
    answer.task,
    answer.answer,
    answer.reason,
    answer.subject,
  ]);
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
