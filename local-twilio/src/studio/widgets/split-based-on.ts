import { CONDITIONS } from '../conditions';
import type { MakeWidget } from '../widget';

/** The first `match` whose conditions all hold. https://www.twilio.com/docs/studio/widget-library/split-based-on */
export const splitBasedOn: MakeWidget = () => (call) => {
  const matched = call.state.transitions.find(
    ({ event, conditions = [] }) =>
      event === 'match' &&
      conditions.length > 0 &&
      conditions.every((condition) => {
        const predicate = CONDITIONS[condition.type];
        if (!predicate) throw new Error(`Studio has no condition of type "${condition.type}"`);
        const value = call.render(condition.arguments[0] ?? call.state.properties.input);
        return predicate(value, call.render(condition.value));
      }),
  );
  return matched ? { event: 'match', transition: matched } : { event: 'noMatch' };
};
