/** The request in the words of several languages. Each sample is a whole program that prints the answer. */

export interface SampleRequest {
  /** With scheme and host. */
  readonly url: string;
  readonly token: string;
}

export interface Sample {
  readonly language: string;
  readonly title: string;
  readonly text: string;
}

/** In single quotes of a shell. */
const inShell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
/** In double quotes of a language that escapes as JSON does. */
const inQuotes = (text: string) => JSON.stringify(text);
const inDollarQuotes = (text: string) => inQuotes(text).replaceAll('$', '\\$');

export function codeSamples({ url, token }: SampleRequest): readonly Sample[] {
  const bearer = `Bearer ${token}`;
  return [
    {
      language: 'curl',
      title: 'curl',
      text: `curl -H ${inShell(`Authorization: ${bearer}`)} \\\n  ${inShell(url)}\n`,
    },
    {
      language: 'node',
      title: 'Node',
      text: `const answer = await fetch(${inQuotes(url)}, {
  headers: { Authorization: ${inQuotes(bearer)} },
});
if (!answer.ok) throw new Error(\`\${answer.status} \${await answer.text()}\`);
console.log(JSON.stringify(await answer.json()));
`,
    },
    {
      language: 'python',
      title: 'Python',
      text: `import json
import urllib.request

request = urllib.request.Request(
    ${inQuotes(url)},
    headers={"Authorization": ${inQuotes(bearer)}},
)
with urllib.request.urlopen(request) as answer:
    print(json.dumps(json.load(answer)))
`,
    },
    {
      language: 'ruby',
      title: 'Ruby',
      text: `require "json"
require "net/http"

uri = URI(${inQuotes(url).replaceAll('#', '\\#')})
answer = Net::HTTP.get_response(uri, { "Authorization" => ${inQuotes(bearer)} })
abort "#{answer.code} #{answer.body}" unless answer.is_a?(Net::HTTPSuccess)
puts JSON.generate(JSON.parse(answer.body))
`,
    },
    {
      language: 'php',
      title: 'PHP',
      text: `<?php
$context = stream_context_create(["http" => ["header" => ${inDollarQuotes(`Authorization: ${bearer}`)}]]);
$answer = file_get_contents(${inDollarQuotes(url)}, false, $context);
if ($answer === false) {
    exit(1);
}
echo json_encode(json_decode($answer), JSON_UNESCAPED_SLASHES), "\\n";
`,
    },
    {
      language: 'java',
      title: 'Java',
      text: `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

class ReadRoster {
    public static void main(String[] arguments) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(${inQuotes(url)}))
            .header("Authorization", ${inQuotes(bearer)})
            .build();
        HttpResponse<String> answer =
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) throw new Exception(answer.statusCode() + " " + answer.body());
        System.out.println(answer.body());
    }
}
`,
    },
    {
      language: 'go',
      title: 'Go',
      text: `package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
)

func main() {
	request, err := http.NewRequest("GET", ${inQuotes(url)}, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", ${inQuotes(bearer)})
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != 200 {
		log.Fatal(answer.Status, " ", string(body))
	}
	fmt.Println(string(body))
}
`,
    },
  ];
}
