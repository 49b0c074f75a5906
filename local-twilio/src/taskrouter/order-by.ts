/** One attribute of the workers, the lowest or the highest first. */
export interface OrderClause {
  path: string[];
  sign: 1 | -1;
}

const CLAUSE = /^worker\.([\w$]+(?:\.[\w$]+)*)\s+(ASC|DESC)$/i;

/** Reads `order_by`. Throws SyntaxError. https://www.twilio.com/docs/taskrouter/order-workers */
export function parseOrder(text: string | undefined): OrderClause[] {
  if (text === undefined || text.trim() === '') return [];
  return text.split(',').map((clause) => {
    const [, path, direction] = CLAUSE.exec(clause.trim()) ?? [];
    if (path === undefined) throw new SyntaxError(`order_by ${text} is not like: worker.level DESC, worker.age ASC`);
    return { path: path.split('.'), sign: direction?.toUpperCase() === 'DESC' ? -1 : 1 };
  });
}
