import { type Model, ModelError } from './model';

/**
 * Several models as one: the next one is asked when the one before it fails before its first token. After that nobody
 * can take over, for the caller has heard the beginning.
 * @param onFallback hears why, and which one (0 is the first) has failed
 */
export function firstOf(
  models: readonly [Model, ...Model[]],
  onFallback?: (error: ModelError, index: number) => void,
): Model {
  return {
    async *stream(request) {
      for (const [index, model] of models.entries()) {
        try {
          yield* model.stream(request);
          return;
        } catch (error) {
          const mayFallBack = error instanceof ModelError && error.beforeFirstToken && index < models.length - 1;
          if (!mayFallBack || request.signal.aborted) throw error;
          onFallback?.(error, index);
        }
      }
    },
  };
}
