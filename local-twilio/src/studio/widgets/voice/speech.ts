import type { WidgetCall } from '../../widget';
import { element, type TwimlElement } from './twiml';

/** What Say/Play and Gather Input on Call say or play; undefined when Liquid leaves nothing of it. */
export function speech({ state, render }: WidgetCall): TwimlElement | undefined {
  const { properties } = state;
  const { loop } = properties;
  const times = typeof loop === 'number' ? loop : undefined;
  const say = render(properties.say);
  if (say) {
    return element('Say', { voice: render(properties.voice), language: render(properties.language), loop: times }, say);
  }
  const play = render(properties.play);
  if (play) return element('Play', { loop: times }, play);
  const digits = render(properties.digits);
  return digits ? element('Play', { digits, loop: times }) : undefined;
}
