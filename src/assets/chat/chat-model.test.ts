import { ChatModel } from './chat-model';
import { type ChatPhase, INITIAL_STATE } from './chat-state';

test('when a listener changes the state at once, all of them hear the states in their order', () => {
  const model = new ChatModel(INITIAL_STATE);
  const heard: ChatPhase[] = [];
  model.on('state', ({ phase }) => {
    if (phase === 'opening') model.update({ phase: 'failed' });
  });
  model.on('state', ({ phase }) => heard.push(phase));
  model.update({ phase: 'opening' });
  expect(model.state.phase).toBe('failed');
  expect(heard).toEqual(['opening', 'failed']);
});
