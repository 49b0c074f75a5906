import { asArray, asText } from '../linted-state';
import { jsonProblem } from '../liquid/json-problem';
import { jsonTexts } from '../liquid/json-texts';
import type { Rule } from '../rule';

const bodyIsJson: Rule = {
  id: 'R111',
  level: 'policy',
  severity: 'error',
  title: 'A JSON body is JSON',
  why: 'The service refuses the request, and the widget fails (81016)',
  fix: 'Mend the JSON: double quotes, a comma between two fields and none after the last, Liquid outside quotes with to_json',
  check(flow, report) {
    for (const state of flow.ofType('make-http-request')) {
      for (const { text } of jsonTexts(state)) {
        const problem = jsonProblem(text, 'any');
        if (problem) report({ state: state.name, message: `body is no JSON: ${problem}` });
      }
    }
  },
};

const postSendsSomething: Rule = {
  id: 'R112',
  level: 'policy',
  severity: 'info',
  title: 'A POST sends something',
  why: 'The request arrives empty: mostly the body was forgotten, or GET was meant',
  fix: 'Fill in body or parameters, or set method to GET',
  check(flow, report) {
    for (const { name, properties } of flow.ofType('make-http-request')) {
      if (properties.method !== 'POST' || asText(properties.body).trim() !== '') continue;
      if (asArray(properties.parameters).length > 0) continue;
      report({ state: name, message: 'POST has neither body nor parameters' });
    }
  },
};

const getHasNoBody: Rule = {
  id: 'R113',
  level: 'policy',
  severity: 'warning',
  title: 'A GET has no body',
  why: 'The body is not sent: what it says never arrives',
  fix: 'Set method to POST, or send it as parameters and empty the body',
  check(flow, report) {
    for (const { name, properties } of flow.ofType('make-http-request')) {
      if (properties.method !== 'GET' || asText(properties.body).trim() === '') continue;
      report({ state: name, message: 'GET has a body' });
    }
  },
};

/** Requests to other services. */
export const HTTP_RULES: readonly Rule[] = [bodyIsJson, postSendsSomething, getHasNoBody];
