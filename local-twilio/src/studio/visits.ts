import type { StudioLimits } from './limits';

/** Counts how often an execution comes to each widget, so that one that runs in circles ends. */
export class Visits {
  readonly #counts = new Map<string, number>();

  constructor(private readonly limits: Pick<StudioLimits, 'sameWidget' | 'steps'>) {}

  /** Undefined: the widget may be entered. Else Twilio's error code, and why not. */
  enter(flowSid: string, widget: string, stepsTaken: number): { code: number; message: string } | undefined {
    const place = `${flowSid} ${widget}`;
    const visits = (this.#counts.get(place) ?? 0) + 1;
    this.#counts.set(place, visits);
    const { sameWidget, steps } = this.limits;
    if (visits >= sameWidget) return { code: 81001, message: `The widget was reached ${visits} times without a pause` };
    if (stepsTaken >= steps) return { code: 81000, message: `The execution reached its maximum of ${steps} steps` };
    return undefined;
  }

  /** Somebody was waited for: the circles begin anew. */
  clear(): void {
    this.#counts.clear();
  }
}
