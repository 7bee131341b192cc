/** Three cadences whose mails are over a kilobyte, with fields, a condition, a list and links; a second step follows. */
export const cadences = ['Outbound', 'Trial', 'Renewal'].map((name, index) => ({
  name,
  steps: [
    {
      id: 'intro',
      name: 'Intro',
      kind: 'email',
      when: 'immediately',
      email: { subject: subjects(index), body: bodyOf(index) },
    },
    {
      id: 'follow-up',
      name: 'Follow up',
      kind: 'email',
      when: { days: 3, at: '09:00' },
      email: { subject: `Re: ${subjects(index)}`, body: 'Hi {{ contact.firstName }}, did you see my note?' },
    },
  ],
}));

function subjects(index: number): string {
  const endings = ['numbers without the spreadsheet', 'how the first week went', 'what the next year could look like'];
  return `{{ contact.firstName }}, ${endings[index]}`;
}

function bodyOf(index: number): string {
  const openings = [
    'I came across {{ contact.company }} while looking at teams that grew a lot this year, and wondered who keeps the numbers together',
    'You set up a workspace for {{ contact.company }} a week ago, and I wanted to hear how far you got with the first report',
    'The agreement with {{ contact.company }} comes up soon, and before anybody sends a form I would rather ask how it has been',
  ];
  return `Hi {{ contact.firstName }},

${openings[index]}.

{% if contact.title contains "Head" %}Since you lead the team, the part on permissions may matter most: everybody sees what they need, and nothing more.{% else %}If somebody else looks after this, a name is all I ask for: I will not write to you again about it.{% endif %}

Most teams that we talk to tell us one of these:

- the weekly report takes *half a day*, and nobody reads it to the end
- two people keep **two versions** of the same number, and both are right
- a question from the board means a week without anything else

We wrote down how three of them got out of it: [a short read](https://harbor.example/read?from=mail). It has the mistakes in it too, and what they would do differently today. One of them is about as large as {{ contact.company | default: "your company" }}, works in the same trade, and had the same three tools in place when it began.

Would a quarter of an hour on {{ "Tuesday" }} or Thursday be all right? You can also answer with a single line, or pick a time here: https://harbor.example/meet/{{ owner.handle }}

Best,
{{ owner.firstName }}
{{ owner.title | default: "Harbor Analytics" }}`;
}
