/**
 * Refusals of what is right in itself but not beside what is stored, configured or in Slack, by code. As in {@link refusals};
 * `hint` is empty or begins with a semicolon. test/app/refusals.test.ts has a worked example for each.
 */
export const storedRefusals = {
  // A sequence and what it calls.
  noSteps: () => 'a sequence needs at least one step: add one',
  noSubject: () =>
    'a subject is missing: the first mail has none before it whose thread it could go on in; write a subject',
  noSubjectInText: () =>
    'this text has no subject: the first mail has none before it whose thread it could go on in; call another text, or give this one a subject',
  notEnding: (task: string, possible: readonly string[], outcome: string, hint: string) =>
    `${task} ends in ${possible.join(', ')}, never in ${outcome}${hint || '; name one of these'}`,
  noSequence: (name: string, hint: string) => `no sequence is called ${name}${hint || '; name one that is there'}`,
  notSettable: (field: string) => `${field} is not a field that a rule can set: name another`,
  noTemplateNamed: (name: string, hint: string) =>
    `no template is called ${name}${hint || '; import or write it first'}`,
  templateOfKind: (name: string, kind: string, wanted: string) =>
    `${name} is a template for ${kind}, not for ${wanted}: name another`,
  neverStored: (kinds: readonly string[], kind: string) =>
    `stored templates are for ${kinds.join(', ')}; write the ${kind} itself`,
  noListNamed: (name: string, hint: string) => `no list is called ${name}${hint || '; import its file first'}`,

  // What is configured.
  noTexter: () => 'no provider for texts is configured; an admin sets TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN',
  noPrinter: () => 'no provider for postcards is configured; an admin sets LOB_API_KEY and LOB_FROM',
  noNumber: () => 'the account has no number that can send texts: an admin gets one from Twilio',
  numberUnchecked: (why: string) => `its number cannot be checked now (${why}); try again in a minute`,
  notNumber: (from: string, known: readonly string[]) =>
    known.length === 0
      ? `${from} is not a number of the account; it has none that can send texts: an admin gets one from Twilio`
      : `${from} is not a number of the account; it has ${known.join(', ')}: take one of these`,

  // People and channels.
  notPerson: () => 'must be a person, like @ben: a channel cannot own contacts',
  notMember: (named: string) => `${named} is not a full member of this workspace: name somebody who is`,
  nobodyHere: (named: string, hint: string) => `nobody here is ${named}${hint || '; name somebody who is in Slack'}`,
  notInChannel: (channel: string) => `Drumbeat is not in ${channel}: invite it there with /invite, then try again`,
  channelRenamed: (was: string, is: string) => `${was} is called ${is} now: write ${is}`,

  // Names.
  sequenceTaken: (name: string) => `there is a sequence called ${name} already: take another name`,
  templateTaken: (name: string) => `there is a template called ${name} already: take another name, or change that one`,
  listTaken: (name: string) => `there is a list called ${name} already: take another name, or change that one`,
  variantTaken: () => 'another variant has this name: take another',
  otherType: (name: string, type: string) => `${name} is a ${type} sequence, and stays one; choose another name`,
  otherKind: (name: string, kind: string) => `${name} is stored for another kind (${kind}); choose another name`,
  archived: (name: string) => `${name} has been archived; choose another name`,
  besides: (what: string, file: string) => `there is another ${what} in ${file}: take one out, or rename it`,

  // What another manager has to allow, and what breaks elsewhere.
  breaksOther: (where: string, then: string, sequence: string) =>
    `${where} calls it, and then ${then}; give the text another name, or edit ${sequence} first`,
  editOfMany: (people: number, sequence: string, limit: number, slug: string) =>
    `it concerns ${people} people in ${sequence}, and more than ${limit} take another manager’s yes: change it with \`edit ${slug}\`, which asks for that`,
  textOfMany: (limit: number, sequence: string, template: string) =>
    `more than ${limit} people, in ${sequence} among others, have it ahead of them, which takes another manager’s yes: change it with \`templates ${template}\`, which asks for that`,
  listOfMany: (limit: number, sequence: string, slug: string) =>
    `more than ${limit} people, in ${sequence} among others, have it ahead of them, which takes another manager’s yes: give it another name, and call that with \`edit ${slug}\`, which asks for it`,

  // Files as a whole.
  unreadableFile: (why: string) => `cannot be read, mend that and try again: ${why}`,
  notYaml: (why: string) => `cannot be read as YAML, mend it here: ${why}`,
  severalDocuments: () => 'must be one YAML document, and holds several',
  noAnchor: (name: string) => `nothing before this is called &${name}: put a text that begins with * in quotes`,
  aliasesTooMany: () => 'its aliases stand for too much: write out what they stand for',
  fileNotUtf8: () => 'the file is not UTF-8: save it as UTF-8',
  fileEmpty: () => 'the file is empty: write something into it, or leave it out',
  notDocument: () =>
    'is neither a sequence (name, steps) nor a template (template, kind, email) nor a list (list, items, deliver): add these keys',
  notJson: (why: string) => `is not JSON, mend it here: ${why}`,

  // Flags of `simulate`.
  noEnrolledAt: () => 'is missing; write an ISO date-time, like 2026-03-02T09:00',
  notField: (text: string) => `must be like renewal=2026-05-05, and is ${text}`,
} as const;
