/**
 * The job queues of a participant's database, made where its migrations are applied.
 * Invariant: a queue is never renamed: jobs of the old name would wait for nobody.
 */
export const queues = { clocks: 'clocks', notifications: 'notifications' } as const;
