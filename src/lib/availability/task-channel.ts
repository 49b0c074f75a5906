/** Flex's chat capacity counts on this task channel. */
export const TASK_CHANNEL = 'chat';
