import type { Answer, Scenario } from '../tools/flows/scenarios/scenario';

const BEGIN = '/studio/handoff-begin';
const OPENED = '/studio/handoff-opened';
const FAILED = '/studio/handoff-failed';

/** What /studio/handoff-begin answers: the flow does as it says. */
const ASK = { next: 'ask', say: 'What is it about?', asks: 'topic' };
const SEND = {
  next: 'send',
  say: 'An agent will be with you soon.',
  taskAttributes: '{"topic":"billing","name":"Ada"}',
  priority: '5',
  timeout: '86400',
};
const TASK = { attributes: { topic: 'billing', name: 'Ada' }, priority: 5, timeout: 86_400 };

const DOWN: Answer = { status: 500, json: { error: { code: 'internal' } } };

/** Every Function answers, and the chat goes straight to Flex. */
const functions: Record<string, Answer> = {
  [BEGIN]: { json: SEND },
  [OPENED]: { json: { state: 'queued' } },
  [FAILED]: { json: { say: 'Nobody could be reached.' } },
};

export const scenarios: Scenario[] = [
  {
    name: 'A customer writes, hears that an agent will come, and the chat is with Flex',
    customer: ['Hello'],
    functions,
    expect: {
      path: ['handoff_begin', 'next_step', 'say_waiting', 'send_to_flex:callComplete', 'handoff_opened:success'],
      said: ['An agent will be with you soon.'],
      tasks: [TASK],
      calls: [
        [BEGIN, { author: 'customer', message: 'Hello', asked: '', reply: '' }],
        [OPENED, { interactionSid: 'KD00000000000000000000000000000001' }],
      ],
    },
  },
  {
    name: 'The customer is asked, and the Function gets the question and the reply',
    customer: ['Hello', 'My bill'],
    functions: { ...functions, [BEGIN]: [{ json: ASK }, { json: SEND }] },
    expect: {
      said: ['What is it about?', 'An agent will be with you soon.'],
      tasks: [TASK],
      calls: [[BEGIN, { reply: '' }], [BEGIN, { asked: 'topic', reply: 'My bill' }], [OPENED]],
    },
  },
  {
    name: 'The Function asks three questions',
    customer: ['Hello', 'My bill', 'The one of May', 'It is too high'],
    functions: { ...functions, [BEGIN]: [{ json: ASK }, { json: ASK }, { json: ASK }, { json: SEND }] },
    expect: {
      said: ['What is it about?', 'What is it about?', 'What is it about?', 'An agent will be with you soon.'],
      tasks: [TASK],
      calls: [
        [BEGIN, { reply: '' }],
        [BEGIN, { reply: 'My bill' }],
        [BEGIN, { reply: 'The one of May' }],
        [BEGIN, { reply: 'It is too high' }],
        [OPENED],
      ],
    },
  },
  {
    name: 'What a customer types is passed on as it is: no template, no part of another value',
    customer: ['Hello', '{{flow.sid}} "}, {"priority": 99'],
    functions: { ...functions, [BEGIN]: [{ json: ASK }, { json: SEND }] },
    expect: {
      said: ['What is it about?', 'An agent will be with you soon.'],
      tasks: [TASK],
      calls: [[BEGIN], [BEGIN, { reply: '{{flow.sid}} "}, {"priority": 99' }], [OPENED]],
    },
  },
  {
    name: 'The reply is found where the trigger has it, too',
    customer: ['Hello', 'My bill'],
    assumptions: { studioReplyLandsIn: 'trigger' },
    functions: { ...functions, [BEGIN]: [{ json: ASK }, { json: SEND }] },
    expect: {
      said: ['What is it about?', 'An agent will be with you soon.'],
      tasks: [TASK],
      calls: [[BEGIN, { reply: '' }], [BEGIN, { asked: 'topic', reply: 'My bill' }], [OPENED]],
    },
  },
  {
    name: 'While the customer thinks about a question, the flow waits',
    customer: ['Hello', { silence: '9m' }],
    functions: { ...functions, [BEGIN]: { json: ASK } },
    expect: { said: ['What is it about?'], waitsAt: 'ask' },
  },
  {
    name: 'Three messages at the same moment make one task; the flow is busy with the first',
    customer: [['Hello', 'are you', 'there?']],
    functions,
    expect: { said: ['An agent will be with you soon.'], tasks: [TASK], problems: [81002, 81002] },
  },
  {
    name: 'A chat that is handed over already ends the flow without a word',
    customer: ['Hello'],
    functions: { ...functions, [BEGIN]: { json: { next: 'stop' } } },
    expect: { path: ['handoff_begin', 'next_step:match'] },
  },
  {
    name: 'Where the Function has told the customer itself, the flow says nothing',
    customer: ['Hello'],
    functions: { ...functions, [BEGIN]: { json: { ...SEND, next: 'send_silently' } } },
    expect: { path: ['handoff_begin', 'next_step', 'send_to_flex', 'handoff_opened'], tasks: [TASK] },
  },
  {
    name: 'Where Send to Flex is the end of the flow, the chat is with Flex all the same',
    customer: ['Hello'],
    assumptions: { sendToFlexContinues: false },
    functions,
    expect: { said: ['An agent will be with you soon.'], tasks: [TASK], calls: [[BEGIN]] },
  },

  {
    name: 'Nobody answers the question for ten minutes: the customer is told why it ends',
    customer: ['Hello', { silence: '10m' }],
    functions: { ...functions, [BEGIN]: { json: ASK } },
    expect: {
      path: ['handoff_begin', 'next_step', 'ask:timeout', 'no_reply', 'handoff_failed', 'something_to_say', 'say_why'],
      said: ['What is it about?', 'Nobody could be reached.'],
      calls: [[BEGIN], [FAILED, { reason: 'no_reply' }]],
    },
  },
  {
    name: 'A question that cannot be delivered is reported, and so are the words about it',
    customer: ['Hello'],
    undelivered: ['ask', 'say_why'],
    functions: { ...functions, [BEGIN]: { json: ASK } },
    expect: { calls: [[BEGIN], [FAILED, { reason: 'delivery' }]], problems: [81011, 81011] },
  },
  {
    name: 'Words that cannot be delivered do not keep the chat from Flex',
    customer: ['Hello'],
    undelivered: ['say_waiting'],
    functions,
    expect: {
      path: ['handoff_begin', 'next_step', 'say_waiting:failed', 'send_to_flex', 'handoff_opened'],
      tasks: [TASK],
      problems: [81011],
    },
  },

  {
    name: 'The first Function fails: the customer hears that nobody could be reached',
    customer: ['Hello'],
    functions: { ...functions, [BEGIN]: DOWN },
    expect: {
      said: ['Nobody could be reached.'],
      calls: [[BEGIN], [FAILED, { reason: 'begin' }]],
      problems: [81017],
    },
  },
  {
    name: 'The first Function answers something that is no JSON: the same',
    customer: ['Hello'],
    functions: { ...functions, [BEGIN]: { text: 'ok' } },
    expect: { said: ['Nobody could be reached.'], calls: [[BEGIN], [FAILED, { reason: 'begin' }]] },
  },
  {
    name: 'The first Function names a step that the flow does not know',
    customer: ['Hello'],
    functions: { ...functions, [BEGIN]: { json: { next: 'dance' } } },
    expect: {
      path: ['handoff_begin', 'next_step:noMatch', 'begin_failed', 'handoff_failed', 'something_to_say', 'say_why'],
      said: ['Nobody could be reached.'],
      calls: [[BEGIN], [FAILED, { reason: 'begin' }]],
    },
  },
  {
    name: 'The Function that clears up has said it itself: the flow adds nothing',
    customer: ['Hello'],
    functions: { ...functions, [BEGIN]: DOWN, [FAILED]: { json: { say: '' } } },
    expect: { path: ['handoff_begin', 'begin_failed', 'handoff_failed', 'something_to_say:match'], problems: [81017] },
  },
  {
    name: 'No Function answers at all: the customer is asked to write again',
    customer: ['Hello'],
    functions: { [BEGIN]: 'no answer', [FAILED]: 'no answer' },
    expect: {
      said: ['Something went wrong on our side. Please write again in a moment.'],
      problems: [81017, 81017],
    },
  },
  {
    name: 'The same in the language of the chat, once the first Function has answered',
    customer: ['Hallo'],
    flex: 'failedToEnqueue',
    functions: {
      ...functions,
      [BEGIN]: { json: { ...SEND, unreachable: { sorry: 'Bitte schreiben Sie uns noch einmal.' } } },
      [FAILED]: DOWN,
    },
    expect: {
      said: ['An agent will be with you soon.', 'Bitte schreiben Sie uns noch einmal.'],
      problems: [81015, 81017],
    },
  },
  {
    name: 'Not even that can be delivered: the flow ends, and the next message starts it anew',
    customer: ['Hello', 'Hello?'],
    undelivered: ['say_sorry'],
    functions: { ...functions, [BEGIN]: [DOWN, { json: SEND }], [FAILED]: DOWN },
    expect: {
      said: ['An agent will be with you soon.'],
      tasks: [TASK],
      problems: [81017, 81017, 81011],
    },
  },

  {
    name: 'Flex refuses the chat: the customer hears that nobody could be reached',
    customer: ['Hello'],
    flex: 'failedToEnqueue',
    functions,
    expect: {
      said: ['An agent will be with you soon.', 'Nobody could be reached.'],
      calls: [[BEGIN], [FAILED, { reason: 'enqueue' }]],
      problems: [81015],
    },
  },
  {
    name: 'Flex fails while it takes the chat: the same',
    customer: ['Hello'],
    flex: 'callFailure',
    functions,
    expect: {
      path: [
        'handoff_begin',
        'next_step',
        'say_waiting',
        'send_to_flex:callFailure',
        'not_enqueued',
        'handoff_failed',
        'something_to_say',
        'say_why',
      ],
      said: ['An agent will be with you soon.', 'Nobody could be reached.'],
      problems: [81015],
    },
  },
  {
    name: 'Task attributes that are too long for Studio are reported as a refusal of Flex',
    customer: ['Hello'],
    functions: { ...functions, [BEGIN]: { json: { ...SEND, taskAttributes: `{"note":"${'x'.repeat(1020)}"}` } } },
    expect: {
      said: ['An agent will be with you soon.', 'Nobody could be reached.'],
      calls: [[BEGIN], [FAILED, { reason: 'enqueue' }]],
      problems: [81015],
    },
  },

  {
    name: 'The Function that is told of the task fails once: it is told again',
    customer: ['Hello'],
    functions: { ...functions, [OPENED]: [DOWN, { json: {} }] },
    expect: {
      said: ['An agent will be with you soon.'],
      tasks: [TASK],
      calls: [
        [BEGIN],
        [OPENED, { interactionSid: 'KD00000000000000000000000000000001' }],
        [OPENED, { interactionSid: 'KD00000000000000000000000000000001' }],
      ],
      problems: [81017],
    },
  },
  {
    name: 'It fails twice: the customer hears that an agent has been asked',
    customer: ['Hello'],
    functions: { ...functions, [OPENED]: DOWN },
    expect: {
      said: ['An agent will be with you soon.', 'An agent has been asked and will join this chat.'],
      tasks: [TASK],
      problems: [81017, 81017],
    },
  },
  {
    name: 'It fails twice: the customer hears that an agent has been asked, in the language of the chat',
    customer: ['Hallo'],
    functions: {
      ...functions,
      [BEGIN]: { json: { ...SEND, unreachable: { agentAsked: 'Wir haben jemanden gerufen.' } } },
      [OPENED]: DOWN,
    },
    expect: {
      said: ['An agent will be with you soon.', 'Wir haben jemanden gerufen.'],
      tasks: [TASK],
      problems: [81017, 81017],
    },
  },
  {
    name: 'It fails twice and nothing can be said: the chat is with Flex all the same',
    customer: ['Hello'],
    undelivered: ['say_agent_asked'],
    functions: { ...functions, [OPENED]: DOWN },
    expect: { said: ['An agent will be with you soon.'], tasks: [TASK], problems: [81017, 81017, 81011] },
  },
];
