/**
 * The one table of Slack's limits. The builders of views, the sandbox's validation and the sender all read it here; each
 * number has a test in test/slack/limits.test.ts with a payload that breaks it and one that just fits.
 *
 * Lengths are counted as JavaScript counts them (UTF-16 units), which is never more generous than Slack.
 * Each group names its page under https://docs.slack.dev/.
 */
export const SLACK_LIMITS = {
  // reference/block-kit/blocks and reference/block-kit/blocks/*-block
  messageBlocks: 50,
  viewBlocks: 100,
  blockId: 255,
  sectionText: 3000,
  sectionFields: 10,
  sectionField: 2000,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  inputLabel: 2000,
  inputHint: 2000,
  imageUrl: 3000,
  imageAltText: 2000,
  imageTitle: 2000,
  /** Of all markdown blocks of one message together. */
  markdownText: 12_000,
  tableRows: 100,
  tableCells: 20,
  tableColumnSettings: 20,
  /** Of all cells of one message together. */
  tableCharacters: 10_000,
  tablesPerMessage: 1,
  chartTitle: 50,
  chartSeries: 6,
  chartCategories: 20,
  /** Of a category, a series and a data point. */
  chartLabel: 20,
  chartAxisLabel: 50,
  chartsPerMessage: 2,
  /** "Less than 200 characters." */
  videoTitle: 199,
  videoDescription: 200,
  /** "Less than 50 characters." */
  videoAuthorName: 49,

  // reference/block-kit/block-elements/*-element
  actionId: 255,
  buttonText: 75,
  buttonValue: 2000,
  buttonUrl: 3000,
  accessibilityLabel: 75,
  placeholder: 150,
  plainTextInput: 3000,
  selectOptions: 100,
  optionGroups: 100,
  overflowOptions: 5,
  checkboxOptions: 10,
  radioOptions: 10,
  fileInputFiles: 10,
  richTextInputLines: 100,

  // reference/block-kit/composition-objects/*-object
  textObject: 3000,
  optionText: 75,
  optionValue: 150,
  optionDescription: 75,
  optionUrl: 3000,
  optionGroupLabel: 75,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,

  // reference/views and surfaces/modals
  viewTitle: 24,
  viewSubmit: 24,
  viewClose: 24,
  callbackId: 255,
  externalId: 255,
  privateMetadata: 3000,
  /** views.open: "greater than 250kb". */
  viewBytes: 250_000,
  /** Views on one stack (views.push, push_limit_reached). */
  viewStack: 3,

  // reference/methods/chat.postMessage and messaging
  messageText: 40_000,

  // interactivity/handling-user-interaction
  acknowledgeMs: 3000,
  triggerMs: 3000,
  responseUrlUses: 5,
  responseUrlMs: 30 * 60_000,
} as const;
