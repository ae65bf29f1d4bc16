using Kayron.Core.Previews;
using static Kayron.Tests.Previews.PreviewTemplates;

namespace Kayron.Tests.Previews;

public sealed class PreviewRenderingTests
{
    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    public void A_service_of_three_hundred_lines_gets_two_previews_and_keeps_every_byte(string newLine, string mark)
    {
        var text = mark + File("splits-lite.yaml").ReplaceLineEndings(newLine);

        var rendered = Render(text, "splits-lite", Lite, new("8A61C02E", NewCart, 43), new("1D0FD508", DarkMode, 41));

        Assert.Equal(Meaning(File("splits-lite.expected.yaml")), Meaning(rendered));
        var split = text.IndexOf($"{newLine}{newLine}# What others may want to know.", StringComparison.Ordinal) + newLine.Length;
        Assert.Equal((text[..split], text[split..]), (rendered[..split], rendered[^(text.Length - split)..]));
        Assert.Equal(newLine == "\r\n", rendered.Split('\n').SkipLast(1).All(line => line.EndsWith('\r')));
    }

    [Fact]
    public void Braces_four_spaces_and_long_functions_are_written_alike()
    {
        var rendered = Render(File("search.yaml"), "search", PreviewDomain.Default, new RenderedPreview("1D0FD508", DarkMode, 8));

        Assert.EndsWith(File("search.yaml")[File("search.yaml").IndexOf("   # the last of them", StringComparison.Ordinal)..], rendered, StringComparison.Ordinal);
        Assert.Equal(Meaning("""
            Resources:
              Tasks1D0FD508:
                Properties:
                  ContainerDefinitions:
                    - { Name: proxy, Image: "public.ecr.aws/acme/proxy:1.2", Essential: false }
                    - Image: !Sub "${AWS::AccountId}.dkr.ecr.us-west-2.amazonaws.com/search:5f2b0a6c1e7d4f3a9b8c6d5e4f3a2b1c0d9e8f7a"
                      Name: search
                      Essential: true
                  Family: !Sub "search-${Environment}-1D0FD508"
                Type: AWS::ECS::TaskDefinition
            """, "Tasks1D0FD508"), Meaning(rendered, "Tasks1D0FD508"));
        Assert.Equal(Meaning("""
            Resources:
              Rule1D0FD508:
                Type: AWS::ElasticLoadBalancingV2::ListenerRule
                Properties:
                  Priority: 8
                  ListenerArn: !ImportValue listener
                  Actions: [ { Type: forward, ForwardConfig: { TargetGroups: [ { TargetGroupArn: !Ref Group1D0FD508, Weight: 1 } ] } } ]
                  Conditions: [ { Field: host-header, Values: [ 1d0fd508.search.testing.example.org ] }, { Field: path-pattern, Values: [ "/v1/*" ] } ]
            """, "Rule1D0FD508"), Meaning(rendered, "Rule1D0FD508"));
        Assert.Equal(Meaning("""
            Resources:
              Worker1D0FD508:
                Type: AWS::ECS::Service
                DependsOn: Rule1D0FD508
                Properties:
                  TaskDefinition: !GetAtt Tasks1D0FD508.TaskDefinitionArn
                  ServiceName: !Join [ "-", [ !If [ Old, search-old, search ], 1D0FD508 ] ]
                  LoadBalancers: [ { ContainerName: search, ContainerPort: 8080, TargetGroupArn: !Ref Group1D0FD508 } ]
                  Tags: [ { Key: preview, Value: 1D0FD508 } ]
            """, "Worker1D0FD508"), Meaning(rendered, "Worker1D0FD508"));
    }

    [Fact]
    public void Json_stays_json()
    {
        const string text = "{\n\t\"Resources\": {\n\t\t\"T\": { \"Type\": \"AWS::ECS::TaskDefinition\", \"Properties\": { \"ContainerDefinitions\": [ { \"Image\": { \"Fn::Sub\": \"x.example/web:${WebVersion}\" } } ] } },\n"
            + "\t\t\"S\": {\n\t\t\t\"Type\": \"AWS::ECS::Service\", \"Properties\": { \"TaskDefinition\": { \"Ref\": \"T\" }, \"ServiceName\": { \"Fn::Sub\": \"web-${Environment}\" } }\n\t\t}\n\t}\n}\n";

        var rendered = Render(text, "web", PreviewDomain.Default, new("1D0FD508", DarkMode, null), new("8A61C02E", NewCart, null));

        using var json = System.Text.Json.JsonDocument.Parse(rendered);
        var service = json.RootElement.GetProperty("Resources").GetProperty("S8A61C02E").GetProperty("Properties");
        Assert.Equal("T8A61C02E", service.GetProperty("TaskDefinition").GetProperty("Ref").GetString());
        Assert.Equal("web-${Environment}-8A61C02E", service.GetProperty("ServiceName").GetProperty("Fn::Sub").GetString());
        Assert.Equal(6, json.RootElement.GetProperty("Resources").EnumerateObject().Count());
        Assert.Contains("\n\t\t\"S1D0FD508\": {\n\t\t\t\"Type\": \"AWS::ECS::Service\",\n", rendered, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tags: []", "Tags: [{ Key: preview, Value: AB }]")]
    [InlineData("Tags: [{ Key: a, Value: b }]", "Tags: [{ Key: a, Value: b }, { Key: preview, Value: AB }]")]
    [InlineData("Tags: [{ Key: preview, Value: b }]", "Tags: [{ Key: preview, Value: AB }]")]
    [InlineData("Tags: { a: b }", "Tags: { a: b, preview: AB }")]
    [InlineData("Tags: !If [C, [{ Key: a, Value: b }], !Ref AWS::NoValue]", "Tags: !If [C, [{ Key: a, Value: b }, { Key: preview, Value: AB }], [{ Key: preview, Value: AB }]]")]
    [InlineData("Tags: { 'Fn::If': [C, [], []] }", "Tags: !If [C, [{ Key: preview, Value: AB }], [{ Key: preview, Value: AB }]]")]
    [InlineData("ServiceConnectConfiguration: { Enabled: true, Services: [{ PortName: http }] }\n      Tags: []", "ServiceConnectConfiguration: { Enabled: true }\n      Tags: [{ Key: preview, Value: AB }]")]
    [InlineData("ServiceName: !GetAtt Name.Value\n      Tags: []", "ServiceName: !Sub '${Name.Value}-AB'\n      Tags: [{ Key: preview, Value: AB }]")]
    [InlineData("ServiceName: !Sub ['${A}-${TaskDefinition}', { A: web }]\n      Tags: []", "ServiceName: !Sub 'web-${TaskDefinitionAB}-AB'\n      Tags: [{ Key: preview, Value: AB }]")]
    [InlineData("ServiceName: web${!x}\n      Tags: []", "ServiceName: !Sub 'web${!!x}-AB'\n      Tags: [{ Key: preview, Value: AB }]")]
    [InlineData("Note: !Sub ['${TaskDefinition} ${Other} ${!TaskDefinition}', { Other: !Ref TaskDefinition }]\n      Tags: []", "Note: !Sub ['${TaskDefinitionAB} ${Other} ${!TaskDefinition}', { Other: !Ref TaskDefinitionAB }]\n      Tags: [{ Key: preview, Value: AB }]")]
    [InlineData("Note: !Sub ['${TaskDefinition}', { TaskDefinition: x }]\n      Tags: []", "Note: !Sub ['${TaskDefinition}', { TaskDefinition: x }]\n      Tags: [{ Key: preview, Value: AB }]")]
    [InlineData("Note: { Ref: TaskDefinition, Other: 1 }\n      Tags: []", "Note: { Ref: TaskDefinition, Other: 1 }\n      Tags: [{ Key: preview, Value: AB }]")]
    public void A_property_of_the_service_becomes_that_of_its_preview(string property, string expected) =>
        Assert.Equal(Meaning(Worker(expected, "AB"), "ServiceAB"), Meaning(Render(Worker(property, ""), "worker", PreviewDomain.Default, new RenderedPreview("AB", DarkMode, null)), "ServiceAB"));

    [Theory]
    [InlineData("  LogGroup: { Type: AWS::Logs::LogGroup }\n", "2:3", "no AWS::ECS::Service")]
    [InlineData("  Service: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref Family } }\n", "2:69", "refers to no AWS::ECS::TaskDefinition of this template")]
    [InlineData("  Service: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref T, LoadBalancers: [{ TargetGroupArn: !Ref Outside }] } }\n  T: { Type: AWS::ECS::TaskDefinition }\n", "2:93", "answer its own requests")]
    [InlineData("  Service: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref T } }\n  T: { Type: AWS::ECS::TaskDefinition, Properties: { ContainerDefinitions: [{ Image: other }] } }\n", "3:76", "no container of T has the image worker")]
    [InlineData("  A: { Type: AWS::ECS::Service }\n  B: { Type: AWS::ECS::Service }\n", "2:3", "which of A, B is worker")]
    [InlineData("  Service: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref T, Tags: !Ref Tags } }\n  T: { Type: AWS::ECS::TaskDefinition, Properties: { ContainerDefinitions: [{ Image: worker }] } }\n", "2:83", "Tags of the service")]
    [InlineData("  Service: { Type: AWS::ECS::Service, Properties: { TaskDefinition: !Ref T, LoadBalancers: [{ TargetGroupArn: !Ref G }] } }\n  T: { Type: AWS::ECS::TaskDefinition }\n  G: { Type: AWS::ElasticLoadBalancingV2::TargetGroup }\n  R: { Type: AWS::ElasticLoadBalancingV2::ListenerRule, Properties: { Actions: [{ TargetGroupArn: !Ref G }] } }\n", "5:6", "no host-header condition")]
    [InlineData("  X: [\n", "3:1", "")]
    public void What_cannot_be_copied_is_refused_with_its_place(string resources, string place, string words)
    {
        var refusal = Assert.Throws<PreviewRefusal>(() => Render($"Resources:\n{resources}", "worker", PreviewDomain.Default, new RenderedPreview("AB", DarkMode, 1)));

        Assert.Equal(place, $"{refusal.Line}:{refusal.Column}");
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123.dkr.ecr.us-west-2.amazonaws.com/web:v1", "123.dkr.ecr.us-west-2.amazonaws.com/web", "v1", true)]
    [InlineData("${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web:${WebVersion}", "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/web", "${WebVersion}", true)]
    [InlineData("${Registry}/web:${A::B}", "${Registry}/web", "${A::B}", true)]
    [InlineData("localhost:5000/web", "localhost:5000/web", null, true)]
    [InlineData("web@sha256:abc", "web", null, true)]
    [InlineData("public.ecr.aws/acme/web:v1", "public.ecr.aws/acme/web", "v1", false)]
    [InlineData("acme/web", "acme/web", null, false)]
    public void An_image_is_read_with_its_references(string text, string name, string? tag, bool isOfWeb)
    {
        var image = ImageText.Parse(text);

        Assert.Equal((name, tag, isOfWeb), (image.Name, image.Tag, image.IsOf("web")));
    }

    private static string Worker(string property, string suffix) =>
        $"Resources:\n  TaskDefinition{suffix}: {{ Type: AWS::ECS::TaskDefinition, Properties: {{ ContainerDefinitions: [{{ Image: 'worker:1' }}] }} }}\n"
        + $"  Service{suffix}:\n    Type: AWS::ECS::Service\n    Properties:\n      TaskDefinition: !Ref TaskDefinition{suffix}\n      {property}\n";
}
