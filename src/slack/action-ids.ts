/**
 * Every id by which Slack tells Drumbeat what somebody did. An id says what happens; values beside it carry ids of
 * things, never data to trust.
 */
export const actionIds = {
  task: {
    done: 'task.done',
    connected: 'task.outcome.connected',
    voicemail: 'task.outcome.voicemail',
    noAnswer: 'task.outcome.no-answer',
    wrongNumber: 'task.outcome.wrong-number',
    skip: 'task.skip',
    snooze: 'task.snooze',
    showNow: 'task.show-now',
    claim: 'task.claim',
    reassign: 'task.reassign',
    replied: 'task.replied',
    more: 'task.more',
  },
  enrollment: {
    more: 'enrollment.more',
    why: 'enrollment.why',
    pause: 'enrollment.pause',
    resume: 'enrollment.resume',
    remove: 'enrollment.remove',
    replied: 'enrollment.replied',
  },
  contact: { open: 'contact.open' },
  sequence: {
    open: 'sequence.open',
    pause: 'sequence.pause',
    resume: 'sequence.resume',
    create: 'sequence.create',
    edit: 'sequence.edit',
    versions: 'sequence.versions',
    version: 'sequence.version',
  },
  enroll: {
    open: 'enroll.open',
    sequence: 'enroll.sequence',
    step: 'enroll.step',
    date: 'enroll.date',
    time: 'enroll.time',
    owner: 'enroll.owner',
  },
  builder: {
    goOn: 'builder.go-on',
    startAnew: 'builder.start-anew',
    editAnew: 'builder.edit-anew',
    takeTheirs: 'builder.take-theirs',
    type: 'builder.type',
    zone: 'builder.zone',
    defaultTime: 'builder.default-time',
    settings: 'builder.settings',
    reenroll: 'builder.reenroll',
    add: 'builder.add',
    step: 'builder.step',
    page: 'builder.page',
    pageBack: 'builder.page.back',
    timing: 'step.timing',
    repeats: 'step.repeats',
    content: 'step.content',
    template: 'step.template',
    list: 'step.list',
    text: 'step.text',
    assignee: 'step.assignee',
    way: 'step.way',
    target: 'step.target',
    sequence: 'step.sequence',
    place: 'step.place',
    addCondition: 'step.add-condition',
    addAction: 'step.add-action',
    addVariant: 'step.add-variant',
    part: 'step.part',
    partKind: 'part.kind',
  },
  coach: { change: 'coach.change' },
  file: {
    import: 'file.import',
    importGood: 'file.import-good',
    importSeen: 'file.import-seen',
    leave: 'file.leave',
  },
  handOver: { open: 'hand-over.open' },
  template: {
    open: 'template.open',
    create: 'template.create',
    edit: 'template.edit',
    remove: 'template.remove',
    replace: 'template.replace',
    replacement: 'template.replacement',
    text: 'template.text',
    picture: 'template.picture',
    version: 'template.version',
  },
  parcels: {
    open: 'parcels.open',
    create: 'parcels.create',
    edit: 'parcels.edit',
    remove: 'parcels.remove',
    version: 'parcels.version',
  },
  show: {
    tasks: 'show.tasks',
    today: 'show.today',
    teamToday: 'show.team-today',
    help: 'show.help',
    page: 'show.page',
    pageBack: 'show.page.back',
  },
  home: {
    state: 'home.state',
    page: 'home.page',
    pageBack: 'home.page-back',
    tasks: 'home.tasks',
    resumeMe: 'home.resume-me',
    pauseMe: 'home.pause-me',
  },
  notice: {
    resolveUncertain: 'notice.resolve-uncertain',
    resolveFailed: 'notice.resolve-failed',
    openContact: 'notice.open-contact',
    openTask: 'notice.open-task',
    showAll: 'notice.show-all',
    retryHeld: 'notice.retry-held',
    decidePublish: 'notice.decide-publish',
  },
  report: { csv: 'report.csv', promote: 'report.promote', takeBack: 'report.take-back' },
  digest: { change: 'digest.change', off: 'digest.off' },
  answer: { undo: 'answer.undo', open: 'answer.open' },
  /** Inputs that only the submission reads. */
  field: 'field',
} as const;

/** The ids in a part of {@link actionIds}. */
export type Leaves<T> = T extends string ? T : { [K in keyof T]: Leaves<T[K]> }[keyof T];
export type KnownActionId = Leaves<typeof actionIds>;

/** An action id, or one with a number at its end where one block holds several of it (`notice.retry-held#2`). */
export type ActionId = KnownActionId | `${KnownActionId}#${number}`;

/** Modals, by what their submission does; and the global shortcuts. */
export const callbackIds = {
  enroll: 'enroll.submit',
  builder: 'builder.publish',
  review: 'builder.publish-edit',
  rebase: 'builder.rebase',
  sequenceSettings: 'builder.settings.save',
  step: 'step.save',
  part: 'part.save',
  snooze: 'task.snooze.pick',
  pause: 'pause.submit',
  resume: 'resume.submit',
  remove: 'remove.submit',
  colleagues: 'colleagues.submit',
  replied: 'replied.submit',
  contact: 'contact.save',
  test: 'test.send',
  digest: 'digest.save',
  settings: 'settings.save',
  import: 'import.submit',
  handOver: 'hand-over.submit',
  template: 'template.save',
  templatePreview: 'template.preview',
  replaceTemplate: 'template.replace.submit',
  replaceSeen: 'template.replace.seen',
  parcelList: 'parcels.save',
  restoreSeen: 'stored.restore.seen',
  pickContact: 'contact.pick',
  pickSequence: 'sequence.pick',
  /** A modal that only shows something. */
  shown: 'shown',
} as const;
export type CallbackId = (typeof callbackIds)[keyof typeof callbackIds];

export const shortcutIds = { enroll: 'enroll-contact' } as const;

/** Tells several of one action in one block apart. */
export function numbered(id: KnownActionId, index: number): ActionId {
  return `${id}#${index}`;
}

/** The choices of a Snooze menu. */
export type SnoozeChoice = 'hour' | 'three-hours' | 'tomorrow' | 'monday' | 'pick';

/** A menu option's value: what to do, and the id of what to do it to. */
export function choiceValue(choice: string, id: string): string {
  return `${choice}:${id}`;
}

/** The inverse of {@link choiceValue}; null where the value is none. */
export function readChoice(value: string): { readonly choice: string; readonly id: string } | null {
  const colon = value.indexOf(':');
  return colon < 1 ? null : { choice: value.slice(0, colon), id: value.slice(colon + 1) };
}

/**
 * The block id of a task's actions: a users select sends no value, so the task's id travels here. `part` tells the blocks
 * of one message apart.
 */
export function taskBlockId(taskId: string, part: string): string {
  return `task:${part}:${taskId}`;
}

/** The inverse of {@link taskBlockId}. */
export function taskIdOfBlock(blockId: string): string | null {
  return /^task:[^:]+:(.+)$/.exec(blockId)?.[1] ?? null;
}
