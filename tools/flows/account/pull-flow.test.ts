import type { FlowDefinition, State } from '../../../studio-flows/flow-definition';
import { FlowsAccount, withGoodbye } from '../testing/flows-account';
import { diffFlow } from './diff-flow';
import { publishFlows } from './flows-account';
import { pullFlow } from './pull-flow';

let account: FlowsAccount;
let before: string;

beforeEach(async () => {
  account = await FlowsAccount.start();
  before = account.text();
  await account.run((context) => publishFlows(context, { say: () => undefined }));
});
afterEach(() => account.stop());

const pull = (force?: boolean) =>
  account.run((context) => pullFlow(context, 'chat-to-flex', { force, say: account.say }));
const diff = () => account.run((context) => diffFlow(context, 'chat-to-flex'));

const changeState = (definition: FlowDefinition, name: string, change: (state: State) => State): FlowDefinition => ({
  ...definition,
  states: definition.states.map((state) => (state.name === name ? change(state) : state)),
});

/** As a console may save it: keys and widgets in another order, and `next` empty where it leads nowhere. */
function shuffled(definition: FlowDefinition): FlowDefinition {
  const states = definition.states.toReversed().map(({ name, type, transitions, properties }) => ({
    properties: Object.fromEntries(Object.entries(properties).toReversed()),
    transitions: transitions.map(({ event, next = '', conditions }) => ({
      ...(conditions ? { conditions } : {}),
      event,
      next,
    })),
    type,
    name,
  }));
  return {
    flags: definition.flags,
    initial_state: definition.initial_state,
    states,
    description: definition.description,
  };
}

test('another order of keys and widgets is no edit', async () => {
  await account.editInConsole(shuffled);
  await pull();
  expect(account.text()).toBe(before);
  expect(account.said.at(-1)).toMatch(/^chat-to-flex: the file is what is published, revision 3/);
});

test('an edit comes into the file with stand-ins, in the order of the file, where the console has put it', async () => {
  await account.editInConsole((definition) => {
    const moved = changeState(definition, 'say_sorry', (state) => ({
      ...state,
      properties: { ...state.properties, offset: { x: 1000, y: 2000 } },
    }));
    return shuffled(withGoodbye(moved, 'Sorry!'));
  });
  await pull();
  const expected = changeState(withGoodbye(JSON.parse(before), 'Sorry!'), 'say_sorry', (state) => ({
    ...state,
    properties: { ...state.properties, offset: { x: 1000, y: 2000 } },
  }));
  expect(account.text()).toBe(`${JSON.stringify(expected, null, 2)}\n`);
  expect(account.said.at(-1)).toContain('npm run flows -- version chat-to-flex patch');
});

test('SIDs that names.json does not explain are named, with what they are, and refused', async () => {
  const workflow = await account.rest((client) =>
    client.taskrouter.v1
      .workspaces(account.twilio.account.workspaceSid)
      .workflows.create({ friendlyName: 'Sales', configuration: '{"task_routing":{"filters":[]}}' }),
  );
  const content = `HX${'7'.repeat(32)}`;
  await account.editInConsole((definition) =>
    changeState(
      changeState(definition, 'send_to_flex', (state) => ({
        ...state,
        properties: { ...state.properties, workflow: workflow.sid },
      })),
      'say_sorry',
      (state) => ({ ...state, properties: { ...state.properties, content_sid: content } }),
    ),
  );
  const refused = await pull().catch((error: Error) => error.message);
  expect(refused).toContain(`${workflow.sid} (workflow "Sales": add a stand-in such as WW0`);
  expect(refused).toContain(`names.json does not explain ${content}; used by say_sorry.content_sid`);
  expect(account.text()).toBe(before);
  await pull(true);
  expect(account.text()).toContain(content);
});

test('changes of the file that were never published are not lost', async () => {
  await account.editInConsole((definition) => withGoodbye(definition, 'Theirs'));
  account.edit('Ours');
  await expect(pull()).rejects.toThrow('the file has changes of its own since revision 2 was published from here');
  expect(account.text()).toContain('Ours');
  await pull(true);
  expect(account.text()).toContain('Theirs');
});

test('the difference is told by widget and property, with names for SIDs', async () => {
  expect((await diff()).lines).toEqual([]);
  await account.editInConsole((definition) => {
    const other = changeState(definition, 'ask', (state) => ({
      ...state,
      transitions: state.transitions.map((transition) =>
        transition.event === 'timeout' ? { ...transition, next: 'begin_failed' } : transition,
      ),
      properties: { ...state.properties, timeout: '900', offset: { x: 5, y: 5 } },
    }));
    const calling = changeState(other, 'handoff_opened', ({ properties, ...state }) => ({
      ...state,
      properties: {
        ...properties,
        url: String(properties.url).replace('opened', 'failed'),
        parameters: [...(properties.parameters as unknown[]), { key: 'extra', value: 'yes' }],
      },
    }));
    const toFlex = changeState(calling, 'send_to_flex', (state) => ({
      ...state,
      properties: { ...state.properties, workflow: `WW${'1'.repeat(32)}` },
    }));
    return { ...toFlex, states: toFlex.states.filter(({ name }) => name !== 'no_reply') };
  });
  expect((await diff()).lines).toEqual([
    '~ ask (send-and-wait-for-reply)',
    '    timeout: "900" → "600"',
    '    on timeout: "begin_failed" → "no_reply"',
    '~ send_to_flex (send-to-flex)',
    `    workflow: "WW${'1'.repeat(32)}" → workflow "Chat"`,
    '~ handoff_opened (run-function)',
    '    - parameters[extra]: "yes"',
    '    url: "<Functions>/studio/handoff-failed" → "<Functions>/studio/handoff-opened"',
    '+ no_reply (set-variables)',
    '    variables[reason]: "no_reply"',
    '    on next: "handoff_failed"',
    'layout: ask moved',
  ]);
});
