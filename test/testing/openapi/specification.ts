import { readFileSync } from 'node:fs';
import path from 'node:path';
import { toJsonSchema } from './json-schema';

export type Schema = Record<string, unknown>;

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

export interface Operation {
  id: string;
  /** Names the schemas that its `$ref`s mean. */
  specification: Specification;
  method: string;
  /** `https://host/path` with named groups for the path's parameters. */
  url: RegExp;
  /** How many segments of the path are given: more of them win, /v2/Flows/Validate before /v2/Flows/{Sid}. */
  literals: number;
  parameters: Parameter[];
  /** Of the form; absent: no body is allowed. */
  form: Schema | undefined;
  /** By status; `undefined`: without a body. */
  replies: Map<string, { schema: Schema | undefined; examples: unknown[] }>;
}

interface RawOperation {
  operationId: string;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<
    string,
    { content?: Record<string, { schema: Schema; examples?: Record<string, { value: unknown }> }> }
  >;
}

interface RawSpecification {
  components: { schemas: Record<string, Schema> };
  paths: Record<string, Record<string, RawOperation> & { servers: { url: string }[] }>;
}

const FOLDER = path.dirname(require.resolve('@twilio/cli-core/src/services/twilio-api/twilio_sync_v1.json'));

/** One of Twilio's OpenAPI files, such as `conversations_v1`. */
export class Specification {
  /** All that a `$ref` of this file can mean, in the strict form. */
  readonly components: Schema;
  readonly operations: Operation[];

  constructor(readonly name: string) {
    const raw = JSON.parse(readFileSync(path.join(FOLDER, `twilio_${name}.json`), 'utf8')) as RawSpecification;
    const schemas = amended(raw.components.schemas, AMENDMENTS[name]);
    this.components = { $id: name, components: { schemas: toJsonSchema(schemas, name, true) } };
    this.operations = Object.entries(raw.paths).flatMap(([route, item]) =>
      ['get', 'post', 'put', 'delete']
        .filter((method) => item[method])
        .map((method) => this.#operation(method, item.servers[0]?.url + route, item[method] as RawOperation)),
    );
    this.operations.sort((one, other) => other.literals - one.literals);
  }

  #operation(method: string, route: string, raw: RawOperation): Operation {
    const listed = raw.requestBody?.content['application/x-www-form-urlencoded']?.schema;
    const form = listed && {
      ...listed,
      properties: { ...(listed.properties ?? {}), ...AMENDMENTS[this.name]?.parameters[raw.operationId] },
    };
    return {
      id: raw.operationId,
      specification: this,
      method: method.toUpperCase(),
      url: routePattern(route),
      literals: route.split('/').filter((segment) => !segment.includes('{')).length,
      parameters: (raw.parameters ?? []).map((parameter) => ({
        ...parameter,
        schema: toJsonSchema(parameter.schema, this.name, false) as Schema,
      })),
      // Misspelt parameters pass an open form.
      form: form && { ...(toJsonSchema(form, this.name, false) as Schema), additionalProperties: false },
      replies: new Map(
        Object.entries(raw.responses).map(([status, { content }]) => {
          const json = content?.['application/json'];
          const examples = Object.values(json?.examples ?? {}).map((example) => example.value);
          return [status, { schema: json && (toJsonSchema(json.schema, this.name, true) as Schema), examples }];
        }),
      ),
    };
  }
}

/** What a file does not say yet, and Twilio does. */
interface Amendment {
  /** Further values of an enum among the schemas. */
  values?: Record<string, string[]>;
  /** Properties of a schema that the file shows in its examples otherwise than it says. */
  properties?: Record<string, Record<string, Schema>>;
  /** Further parameters of a form, by operation. */
  parameters: Record<string, Record<string, Schema>>;
}

/** The examples name only some of the filters, or give them as null. */
const rules = (filters: string[]): Schema => ({
  type: 'array',
  items: {
    type: 'object',
    properties: {
      type: { type: 'string', enum: ['include', 'exclude'] },
      all: { type: 'boolean', nullable: true },
      ...Object.fromEntries(filters.map((filter) => [filter, { type: 'string', nullable: true }])),
    },
    required: ['type'],
    additionalProperties: false,
  },
});
const JSON_TEXT: Schema = { type: 'string' };

const AMENDMENTS: Record<string, Amendment | undefined> = {
  video_v1: {
    properties: {
      'video.v1.room.room_recording_rule': { rules: rules(['publisher', 'track', 'kind']) },
      'video.v1.room.room_participant.room_participant_subscribe_rule': {
        rules: rules(['publisher', 'track', 'kind', 'priority']),
      },
    },
    // "A JSON-encoded array", and the file calls it an object.
    parameters: {
      CreateRoom: { RecordingRules: JSON_TEXT },
      UpdateRoomRecordingRule: { Rules: JSON_TEXT },
      UpdateRoomParticipantSubscribeRule: { Rules: JSON_TEXT },
    },
  },
  serverless_v1: {
    // https://www.twilio.com/docs/serverless/functions-assets/functions/runtime-versions
    values: { build_enum_runtime: ['node20', 'node22', 'node24'] },
    // @twilio-labs/serverless-api 5.7.0 sends it: "this property currently doesn't exist but for the future lets set it".
    parameters: { CreateEnvironment: { FriendlyName: { type: 'string' } } },
  },
};

/** The schemas of a file, with what it does not say yet. */
function amended(schemas: RawSpecification['components']['schemas'], amendment: Partial<Amendment> = {}) {
  const { values = {}, properties = {} } = amendment;
  const enums = Object.entries(values).map(([name, added]) => {
    const { enum: known, ...schema } = schemas[name] ?? {};
    return [name, { ...schema, enum: [...(known as string[]), ...added] }];
  });
  const objects = Object.entries(properties).map(([name, changed]) => {
    const { properties: known, ...schema } = schemas[name] ?? {};
    return [name, { ...schema, properties: { ...(known as Schema), ...changed } }];
  });
  return { ...schemas, ...Object.fromEntries([...enums, ...objects]) };
}

function routePattern(route: string): RegExp {
  const escaped = route.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{([^}]+)\}/g, '(?<$1>[^/]+?)')}$`);
}
