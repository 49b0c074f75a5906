import { flowOn, widget } from '../build-flow';
import type { RuleCase } from '../rule-case';

const JSON_TYPE = 'application/json;charset=utf-8';
const request = (properties: Record<string, unknown>) =>
  flowOn('incomingCall', widget('ask', 'make-http-request', {}, properties));
const post = (body: string, content_type = JSON_TYPE) => request({ method: 'POST', content_type, body });

/** Flows whose requests say nothing. */
export const HTTP_CASES: readonly RuleCase[] = [
  ...['{"a": {{flow.sid}},}', '{"a": "{{flow.sid}}" "b": 1}', 'a=b', '{"a": "{{flow.sid}}}'].map((body) => ({
    rule: 'R111',
    about: body,
    breaks: post(body),
    states: ['ask'],
    keeps: post('[{"a": {{flow.sid | to_json}}, "b": "{{flow.sid}}"}]'),
  })),
  {
    rule: 'R111',
    about: 'only a run can tell',
    breaks: post('{{flow.sid}},'),
    states: ['ask'],
    keeps: post('{% if flow.sid %}{"a": 1}{% endif %}'),
  },
  {
    rule: 'R111',
    about: 'a form need not be JSON',
    breaks: post('a={{flow.sid}}'),
    states: ['ask'],
    keeps: post('a={{flow.sid}}', 'application/x-www-form-urlencoded;charset=utf-8'),
  },
  {
    rule: 'R112',
    about: 'nothing is sent',
    breaks: request({ method: 'POST', body: ' ', parameters: [] }),
    states: ['ask'],
    keeps: request({ method: 'POST', parameters: [{ key: 'a', value: 'b' }] }),
  },
  {
    rule: 'R113',
    about: 'a body that is not sent',
    breaks: request({ method: 'GET', body: '{"a": 1}' }),
    states: ['ask'],
    keeps: request({ method: 'GET', body: '' }),
  },
];
