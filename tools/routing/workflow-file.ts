import * as v from 'valibot';

const name = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'));
const seconds = v.pipe(
  v.number('must be a number of seconds'),
  v.integer('must be whole seconds'),
  v.minValue(1, 'must be at least 1 second'),
);
const priority = v.pipe(
  v.number('must be a number'),
  v.integer('must be a whole number'),
  v.minValue(0, 'must not be below 0'),
);

const Target = v.strictObject({
  queue: name,
  expression: v.optional(name),
  known_worker_sid: v.optional(
    v.pipe(v.string(), v.regex(/^task\.\w+(\.\w+)*$/, 'must name an attribute of the task, such as task.lastAgentSid')),
  ),
  timeout: v.optional(seconds),
  priority: v.optional(priority),
  order_by: v.optional(name),
  skip_if: v.optional(name),
});

const Filter = v.strictObject({
  filter_friendly_name: name,
  expression: name,
  targets: v.pipe(v.array(Target), v.minLength(1, 'must have a target: a task that fits would go nowhere')),
});

const Queue = v.strictObject({
  friendly_name: name,
  target_workers: name,
  /** How many agents a task is offered to at once. */
  max_reserved_workers: v.optional(
    v.pipe(
      v.number('must be a number'),
      v.integer(),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(50, 'must be at most 50'),
    ),
    1,
  ),
  /** Where an agent goes who is offered a task, and who takes one. */
  reservation_activity_name: v.optional(name),
  assignment_activity_name: v.optional(name),
});

/**
 * `routing/NAME.workflow.json`: a TaskRouter workflow and the queues that it needs, in Twilio's own field words, with
 * the names of queues and activities in place of their SIDs.
 *
 * @see https://www.twilio.com/docs/taskrouter/workflow-configuration
 */
export const WorkflowFile = v.strictObject({
  friendly_name: name,
  task_reservation_timeout: v.pipe(seconds, v.maxValue(86_400, 'must be at most 86400 seconds')),
  task_queues: v.pipe(v.array(Queue), v.minLength(1, 'must name a queue')),
  configuration: v.strictObject({
    task_routing: v.strictObject({
      filters: v.pipe(v.array(Filter), v.minLength(1, 'must have a filter')),
      default_filter: v.strictObject({ queue: name }),
    }),
  }),
});

export type WorkflowFile = v.InferOutput<typeof WorkflowFile>;
export type WorkflowFilter = WorkflowFile['configuration']['task_routing']['filters'][number];
export type WorkflowTarget = WorkflowFilter['targets'][number];
export type WorkflowQueue = WorkflowFile['task_queues'][number];
