import type { FlowNames } from '../../../../../studio-flows/flow-names';
import { flowOn, widget } from '../build-flow';
import type { RuleCase } from '../rule-case';

const HEX = '9f86d081884c7d659a2feaa0c55ad015';
const CALL = 'incomingCall';
const get = (url: string, more: Record<string, unknown> = {}) =>
  flowOn(CALL, widget('get', 'make-http-request', {}, { url, ...more }));
const post = (body: string) => get('https://api.example.com/', { method: 'POST', body });
const parameter = (key: string, value: string) =>
  flowOn(CALL, widget('do', 'run-function', {}, { parameters: [{ key, value }] }));
const toFlex = (properties: Record<string, unknown>) => flowOn(CALL, widget('flex', 'send-to-flex', {}, properties));
const speak = (say: string) => flowOn(CALL, widget('speak', 'say-play', {}, { say }));
const subflow = (flow_revision: unknown) => flowOn(CALL, widget('sub', 'run-subflow', {}, { flow_revision }));
const set = (value: string, next: string) =>
  widget('set', 'set-variables', { next }, { variables: [{ key: 'host', value }] });
/** Written in parts, so that no scanner takes the test for a leak. */
const joined = (...parts: string[]) => parts.join('');

const names: FlowNames = {
  workflows: { [`WW${HEX}`]: 'Chat' },
  taskChannels: {},
  flows: {},
  serverless: {
    service: { sid: `ZS${HEX}`, uniqueName: 'flex-handoff' },
    environment: { sid: `ZE${HEX}`, domainSuffix: 'dev', origin: 'https://handoff-1234-dev.twil.io' },
    functions: { [`ZH${HEX}`]: '/do' },
  },
};

/** Texts that each hold a secret. */
export const SECRETS: [about: string, text: string][] = [
  ['AWS', joined('AKIA', 'QYLPMN5HHHFPZAMN')],
  ['SendGrid', joined('SG.', 'ngeVfQFYQlKU0ufo8x5d1A', '.', 'TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc1s5cr')],
  ['Slack token', joined('xoxb-', '263594206564-FGqddMF8t08v8N7Oq4i5')],
  ['Slack webhook', joined('https://hooks.slack.com/', 'services/T0ABCDEF1/B0ABCDEF1/abcdefghijklmnop')],
  ['Stripe', joined('sk_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
  ['Google', joined('AIza', 'SyD4iE2xVSpkLLOXoyqT1234567890abcde')],
  ['GitHub', joined('ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789')],
  ['bearer', joined('Authorization: Bearer ', 'a1b2c3d4e5f6g7h8i9')],
  ['Basic', joined('Authorization: Basic ', Buffer.from('ada:lovelace').toString('base64'))],
  ['a JSON Web Token', joined('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.dozjgNryP4J3jVmNHl0w5N')],
  ['a password in a URL', joined('https://ada:', 'lovelace@api.example.com/')],
  ['a key in a query', joined('https://api.example.com/?api', '_key=c3ab8ff137')],
  ['a password in JSON', joined('{"user": "ada", "pass', 'word": "lovelace"}')],
];

/** Flows that give something away, or work in one account alone. */
export const ACCOUNT_CASES: readonly RuleCase[] = [
  {
    rule: 'A079',
    about: 'SIDs of the account and of a key',
    breaks: get(`https://api.example.com/AC${HEX}/SK${HEX}`),
    states: ['get'],
    keeps: get('https://api.example.com/{{trigger.call.AccountSid}}/AC00000000000000000000000000000001'),
  },
  {
    rule: 'A080',
    about: 'SIDs that names.json does not explain, once a widget',
    breaks: toFlex({ workflow: `WW${HEX}`, channel: `TC${HEX}` }),
    states: ['flex'],
    keeps: toFlex({ workflow: 'WW00000000000000000000000000000001', channel: `TC${HEX.toUpperCase()}` }),
  },
  {
    rule: 'A080',
    about: 'and none that names.json explains',
    breaks: flowOn(CALL, widget('flex', 'send-to-flex', {}, { workflow: `WW${HEX.replace('9', '8')}` })),
    states: ['flex'],
    keeps: flowOn(
      CALL,
      widget('flex', 'send-to-flex', {}, { workflow: `WW${HEX}` }),
      widget(
        'do',
        'run-function',
        {},
        { service_sid: `ZS${HEX}`, environment_sid: `ZE${HEX}`, function_sid: `ZH${HEX}` },
      ),
    ),
    context: { names },
  },
  {
    rule: 'A080',
    about: 'but neither other texts of 34 characters nor longer ones',
    breaks: { ...speak('Hello'), description: `See FW${HEX}` },
    states: [null],
    keeps: get(`https://api.example.com/XY${HEX}/WW${HEX}0/aWW${HEX}/WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX`),
  },
  ...SECRETS.map(([about, text]) => ({
    rule: 'A081',
    about,
    breaks: post(text),
    states: ['get'],
    keeps: post(
      'Bearer {{flow.data.token}} {"password": "{{flow.data.password}}"} https://{{flow.data.a}}:{{flow.data.b}}@a.io',
    ),
  })),
  ...['password', 'apiKey', 'X-Api-Key', 'client_secret', 'authToken'].map((key) => ({
    rule: 'A081',
    about: `the parameter ${key}`,
    breaks: parameter(key, 'c3ab8ff137'),
    states: ['do'],
    keeps: parameter(key, '{{flow.data.it}}'),
  })),
  {
    rule: 'A081',
    about: 'but no words about secrets',
    breaks: flowOn(CALL, widget('dial', 'connect-call-to', {}, { sip_password: 'lovelace' })),
    states: ['dial'],
    keeps: flowOn(
      CALL,
      widget(
        'speak',
        'say-play',
        {},
        { say: 'Basic authentication: tell us your password: it is secret. The bearer of news.' },
      ),
      widget(
        'do',
        'run-function',
        {},
        {
          parameters: [
            { key: 'forgot_password', value: 'true' },
            { key: 'token', value: 'a word' },
            { key: 'accessToken', value: '<<TOKEN>>' },
            { key: 'code', value: 'en-US' },
          ],
        },
      ),
    ),
  },
  {
    rule: 'A082',
    about: 'a number among the settings',
    breaks: flowOn(CALL, widget('dial', 'connect-call-to', {}, { noun: 'number', to: '+441632960123' })),
    states: ['dial'],
    keeps: flowOn(
      CALL,
      widget('dial', 'connect-call-to', {}, { noun: 'number', to: '{{flow.data.to}}', caller_id: '+10000000000' }),
      widget('speak', 'say-play', {}, { say: 'Call +441632960123, or 1+2345678901' }),
    ),
  },
  ...['https://handoff-4321.twil.io/do', 'see https://handoff-4321-dev.twil.io'].map((url) => ({
    rule: 'A083',
    about: url,
    breaks: get(url),
    states: ['get'],
    keeps: get('https://handoff-1234-dev.twil.io/do?a=handoff-0000.twil.io&b=docs.twil.io'),
    context: { names },
  })),
  ...['https://a1b2.ngrok.io/', 'http://localhost:3000/', 'wss://192.168.1.4/x', 'https://x.ngrok-free.app'].map(
    (url) => ({
      rule: 'A084',
      about: url,
      breaks: get(url),
      states: ['get'],
      keeps: get('https://ngrok.io.example.com/localhost?a=127.0.0.1'),
    }),
  ),
  {
    rule: 'A084',
    about: 'a callback in a JSON body',
    breaks: post('{"callback": "https://a1b2.ngrok.io/"}'),
    states: ['get'],
    keeps: speak('Start it at http://localhost:3000'),
  },
  {
    rule: 'A085',
    about: 'http, also before a host of Liquid',
    breaks: flowOn(
      CALL,
      widget('get', 'make-http-request', {}, { url: 'HTTP://api.example.com/' }),
      widget('play', 'say-play', {}, { say: undefined, play: 'http://{{flow.data.host}}/a.mp3' }),
      widget('stream', 'fork-stream', {}, { stream_url: 'ws://media.example.com' }),
    ),
    states: ['get', 'play', 'stream'],
    keeps: flowOn(
      CALL,
      widget('get', 'make-http-request', {}, { url: 'https://api.example.com/?next=http://a.io' }),
      widget('speak', 'say-play', {}, { say: 'See http://example.com' }),
    ),
  },
  ...['/find', 'api.example.com/find', 'https:/api.example.com', 'https://'].map((url) => ({
    rule: 'A086',
    about: url,
    breaks: get(url),
    states: ['get'],
    keeps: flowOn(
      CALL,
      ...['{{flow.data.url}}', joined('$', '{URL}/a'), 'https://a.io', 'YOUR_URL', ' wss://a.io', ''].map(
        (one, index) => widget(`get${index}`, 'make-http-request', {}, { url: one }),
      ),
    ),
  })),
  ...[
    'YOUR_WORKFLOW_SID',
    '<<workflow>>',
    'WWXXXXXXXXXXXX',
    'TODO',
    '<YOUR SID>',
    'REPLACE_ME',
    joined('$', '{WORKFLOW_SID}'),
  ].map((workflow) => ({
    rule: 'A087',
    about: workflow,
    breaks: toFlex({ workflow, channel: workflow }),
    states: ['flex'],
    keeps: flowOn(
      CALL,
      widget('speak', 'say-play', {}, { say: 'TODO EL DÍA. Card XXXX, your-choice, 1 << 2, $' }),
      widget('do', 'run-function', {}, { parameters: [{ key: 'a', value: '{{flow.data.YOUR}} {"a":{"b":1}} xxx' }] }),
    ),
  })),
  ...[
    'https://api.example.com/',
    'https://twilio.com.example.com/',
    'https://{{flow.data.host}}/',
    'https://api.twilio.com@a.io/',
  ].map((url) => ({
    rule: 'A088',
    about: url,
    breaks: get(url, { add_twilio_auth: true }),
    states: ['get'],
    keeps: flowOn(
      CALL,
      widget(
        'get',
        'make-http-request',
        {},
        { url: 'https://api.twilio.com/{{flow.data.path}}', add_twilio_auth: true },
      ),
      widget('other', 'make-http-request', {}, { url, add_twilio_auth: false }),
    ),
  })),
  ...['LatestRevision', '7', 7].map((revision) => ({
    rule: 'A089',
    about: JSON.stringify(revision),
    breaks: subflow(revision),
    states: ['sub'],
    keeps: subflow('LatestPublished'),
  })),
  ...['{{flow.variables.host}}/find', 'https://{{widgets.do.parsed.host}}/', 'https://a@{{trigger.call.Host}}/'].map(
    (url) => ({
      rule: 'A090',
      about: url,
      breaks: flowOn(CALL, set('{{trigger.call.Host}}', 'get'), widget('get', 'make-http-request', {}, { url })),
      states: ['get'],
      keeps: flowOn(
        CALL,
        set('https://api.example.com', 'get'),
        widget('get', 'make-http-request', {}, { url: '{{flow.variables.host}}/find' }),
        widget(
          'path',
          'make-http-request',
          {},
          { url: 'https://{{flow.data.user}}:{{flow.data.key}}@api.example.com/{{flow.data.path}}' },
        ),
        widget('copy', 'make-http-request', {}, { url: '{{widgets.voicemail.RecordingUrl}}.mp3' }),
        widget('play', 'say-play', {}, { say: undefined, play: '{{widgets.do.parsed.url}}' }),
      ),
    }),
  ),
  {
    rule: 'A091',
    about: 'an address, wherever it stands',
    breaks: flowOn(
      CALL,
      widget('speak', 'say-play', {}, { say: 'Write to ada@example.com.' }),
      widget('do', 'run-function', {}, { parameters: [{ key: 'to', value: 'ada.l+x@mail.example.co.uk' }] }),
    ),
    states: ['speak', 'do'],
    keeps: flowOn(
      CALL,
      widget('dial', 'connect-call-to', {}, { noun: 'sip', sip_endpoint: 'sip:ada@pbx.example.com' }),
      widget('get', 'make-http-request', {}, { url: 'https://ada@api.example.com/' }),
    ),
  },
  {
    rule: 'A092',
    about: 'a Function known by its URL alone',
    breaks: flowOn(
      CALL,
      widget('do', 'run-function', {}, { service_sid: 'ZS00000000000000000000000000000001', function_sid: '' }),
    ),
    states: ['do'],
    keeps: flowOn(
      CALL,
      widget(
        'do',
        'run-function',
        {},
        {
          service_sid: 'ZS00000000000000000000000000000001',
          environment_sid: 'ZE00000000000000000000000000000001',
          function_sid: 'ZH00000000000000000000000000000001',
        },
      ),
    ),
  },
];
