using System.Text;

namespace Kayron.Tests.Sandbox.Aws;

public sealed class TemplateTests
{
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "", "Either Template URL or Template Body must be specified." },
        { "Resources: {}", "Template format error: At least one Resources member must be defined." },
        { "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Type: AWS::SQS::Queue", "Template format error: YAML not well-formed. (line 4, column 5)" },
        { "Resources: [", "Template format error: YAML not well-formed. (line 2, column 1)" },
        { "{\"Resources\": ", "Template format error: JSON not well-formed. (line 1, column 15)" },
        { "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Ref B", "Template format error: Unresolved resource dependencies [B] in the Resources block of the template" },
        { "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    Properties:\n      QueueName: !Sub 'x-${B.Arn}'", "Template error: instance of Fn::GetAtt references undefined resource B" },
        { "Resources:\n  A:\n    Type: AWS::SQS::Queue\n    DependsOn: B\n  B:\n    Type: AWS::SQS::Queue\n    DependsOn: A", "Circular dependency between resources: [A, B]" },
        { "Resources:\n  A:\n    Properties: {}", "Template format error: [/Resources/A] Every Resources object must contain a Type member." },
        { "Resources:\n  A:\n    Type: Queue", "Template format error: Unrecognized resource types: [Queue]" },
        { "Parameters:\n  P:\n    Type: String\nResources:\n  A:\n    Type: AWS::SQS::Queue", "Parameters: [P] must have values" },
        { "Parameters:\n  P:\n    Type: String\n    AllowedValues: [a]\n    Default: b\nResources:\n  A:\n    Type: AWS::SQS::Queue", "Parameter 'P' must be one of AllowedValues" },
        { "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: x", "Requires capabilities : [CAPABILITY_NAMED_IAM]" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_template_is_refused_in_the_words_of_CloudFormation(string body, string message)
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();

        var answer = await client.CloudFormationAsync("CreateStack", ("StackName", "refused"), ("TemplateBody", body));

        Assert.Equal(400, answer.Status);
        Assert.Equal(message, answer.Element("Message"));
        Assert.Empty(server.World.StackNames());
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public async Task Deep_nesting_is_refused_and_not_followed(char opening)
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();

        var answer = await client.CloudFormationAsync("ValidateTemplate", ("TemplateBody", "Resources: " + new string(opening, 50_000)));

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task Aliases_are_not_expanded_without_end()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        var bomb = new StringBuilder("Metadata:\n  a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var level = 1; level < 10; level++) bomb.Append($"  a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 10))}]\n");

        var answer = await client.CloudFormationAsync("ValidateTemplate", ("TemplateBody", bomb + "Resources:\n  A:\n    Type: AWS::SQS::Queue\n"));

        Assert.Equal("Template format error: The template has too many nodes.", answer.Element("Message"));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_and_may_come_from_S3_instead()
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        var large = $"Description: {new string('x', 60_000)}\nResources:\n  A:\n    Type: AWS::SQS::Queue\n";
        server.World.CreateBucket(AwsServer.Bucket);
        AcmeStack.Put(server.World, "large.yaml", large);

        Assert.Contains("less than or equal to 51200", (await client.CloudFormationAsync("ValidateTemplate", ("TemplateBody", large))).Element("Message"));
        foreach (var url in new[] { $"{server.Address}templates/large.yaml", "https://templates.s3.us-west-2.amazonaws.com/large.yaml", "https://s3.us-west-2.amazonaws.com/templates/large.yaml" })
            Assert.Equal(200, (await client.CloudFormationAsync("ValidateTemplate", ("TemplateURL", url))).Status);
        Assert.Contains("S3 error: The specified key does not exist.", (await client.CloudFormationAsync("ValidateTemplate", ("TemplateURL", $"{server.Address}templates/none.yaml"))).Element("Message"));
        Assert.Equal("TemplateURL must be a supported URL.", (await client.CloudFormationAsync("ValidateTemplate", ("TemplateURL", "https://example.org/templates/large.yaml"))).Element("Message"));
    }

    [Theory]
    [InlineData("!Sub 'a-${AWS::Region}-${P}'", "a-us-west-2-v")]
    [InlineData("!Sub ['${X}-${!Y}', {X: !Ref P}]", "v-${Y}")]
    [InlineData("!Join ['-', [a, !Ref P, !Ref 'AWS::AccountId']]", "a-v-123456789012")]
    [InlineData("!Select [1, !Split [',', 'a,b']]", "b")]
    [InlineData("!If [Yes, !FindInMap [M, K, V], no]", "mapped")]
    [InlineData("!If [No, yes, !Select [0, !GetAZs '']]", "us-west-2a")]
    [InlineData("{'Fn::Base64': 'abc'}", "YWJj")]
    [InlineData("!Select [1, !Cidr ['10.0.0.0/16', 4, 8]]", "10.0.1.0/24")]
    [InlineData("!GetAtt Queue.Arn", "arn:aws:sqs:us-west-2:123456789012:queue-v")]
    [InlineData("!Sub '${Queue.QueueName}'", "queue-v")]
    public async Task Functions_give_what_they_give_in_CloudFormation(string expression, string expected)
    {
        await using var server = await AwsServer.StartAsync();
        using var client = server.Client();
        const string Template = """
            Parameters: {P: {Type: String, Default: v}}
            Mappings: {M: {K: {V: mapped}}}
            Conditions: {"Yes": !Equals [!Ref P, v], "No": !Not [{Condition: "Yes"}]}
            Resources: {Queue: {Type: "AWS::SQS::Queue", Properties: {QueueName: !Sub "queue-${P}"}}}
            Outputs: {Result: {Value: EXPRESSION}}
            """;

        server.World.CreateBucket(AwsServer.Bucket);
        AcmeStack.Put(server.World, "functions.yaml", Template.Replace("EXPRESSION", expression));
        server.World.CreateStack("functions", $"{server.Address}templates/functions.yaml", new Dictionary<string, string>(), new Dictionary<string, string>());

        Assert.Equal(expected, (await client.CloudFormationAsync("DescribeStacks", ("StackName", "functions"))).Element("OutputValue"));
    }

    [Fact]
    public async Task An_undeclared_parameter_is_named()
    {
        await using var world = await UpdatingWorld.StartAsync();

        Assert.Equal("Parameters: [Nonsense] do not exist in the template", (await world.UpdateAsync(("Nonsense", "1"))).Element("Message"));
    }

    [Fact]
    public async Task Exports_are_imported_by_other_stacks_and_SSM_parameters_resolve()
    {
        await using var world = await UpdatingWorld.StartAsync();
        world.World.PutSystemsManagerParameter("/base/image", "ami-1");
        AcmeStack.Put(world.World, "importing.yaml", """
            Parameters: {Image: {Type: "AWS::SSM::Parameter::Value<String>", Default: /base/image}}
            Resources: {Queue: {Type: "AWS::SQS::Queue", Properties: {QueueName: !Sub ["${Name}-${Image}", {Name: !ImportValue acme-service}]}}}
            """);

        world.World.CreateStack("importing", "https://templates.s3.us-west-2.amazonaws.com/importing.yaml", new Dictionary<string, string>(), new Dictionary<string, string>());

        Assert.Equal("https://sqs.us-west-2.amazonaws.com/123456789012/api-testing-ami-1",
            (await world.Client.CloudFormationAsync("DescribeStackResources", ("StackName", "importing"))).Element("PhysicalResourceId"));
        Assert.Equal("ami-1", (await world.Client.CloudFormationAsync("DescribeStacks", ("StackName", "importing"))).Element("ResolvedValue"));
    }
}
