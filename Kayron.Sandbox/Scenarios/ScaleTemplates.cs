using System.Globalization;
using System.Text;

namespace Kayron.Sandbox.Scenarios;

/// <summary>Templates for any number of services: a root, and two nested stacks that share the services, each with a cluster of its own.</summary>
internal static class ScaleTemplates
{
    public static IReadOnlyDictionary<string, string> For(IReadOnlyList<string> services)
    {
        var half = (services.Count + 1) / 2;
        var groups = new Dictionary<string, IReadOnlyList<string>> { ["East"] = [.. services.Take(half)], ["West"] = [.. services.Skip(half)] };
        var files = groups.ToDictionary(group => $"{group.Key.ToLowerInvariant()}.yaml", group => Group(group.Key.ToLowerInvariant(), group.Value));
        files["index.yaml"] = Root(services, groups);
        return files;
    }

    /// <summary>The root stack's parameter for a service's version.</summary>
    public static string ParameterOf(string service) => Logical(service) + "Version";

    private static string Logical(string service) => string.Concat(service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Root(IReadOnlyList<string> services, Dictionary<string, IReadOnlyList<string>> groups)
    {
        var text = Begin("Every service of one environment.", services.Select(ParameterOf)).Append("Resources:\n");
        foreach (var (name, members) in groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name}:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./{name.ToLowerInvariant()}.yaml\n      Parameters:\n");
            foreach (var parameter in members.Select(ParameterOf).Prepend("InfrastructureVersion").Prepend("Environment")) text.Append(CultureInfo.InvariantCulture, $"        {parameter}: !Ref {parameter}\n");
        }

        return text.ToString();
    }

    private static string Group(string name, IReadOnlyList<string> services)
    {
        var text = Begin($"The services of the {name}.", services.Select(ParameterOf)).Append(CultureInfo.InvariantCulture, $$"""
            Resources:
              Cluster:
                Type: AWS::ECS::Cluster
                Properties:
                  ClusterName: !Sub "{{name}}-${Environment}"
                  Tags:
                    - Key: infrastructure
                      Value: !Ref InfrastructureVersion

            """);
        foreach (var service in services) text.Append(Service(service));
        return text.ToString();
    }

    private static StringBuilder Begin(string description, IEnumerable<string> versions)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"AWSTemplateFormatVersion: \"2010-09-09\"\nDescription: {description}\nParameters:\n");
        foreach (var parameter in versions.Prepend("InfrastructureVersion").Prepend("Environment")) text.Append(CultureInfo.InvariantCulture, $"  {parameter}:\n    Type: String\n");
        return text;
    }

    private static string Service(string service) => $$"""
          {{Logical(service)}}TaskDefinition:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Family: !Sub "{{service}}-${Environment}"
              ContainerDefinitions:
                - Name: {{service}}
                  Image: !Sub "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/{{service}}:${{{ParameterOf(service)}}}"
          {{Logical(service)}}Service:
            Type: AWS::ECS::Service
            Properties:
              ServiceName: !Sub "{{service}}-${Environment}"
              Cluster: !Ref Cluster
              TaskDefinition: !Ref {{Logical(service)}}TaskDefinition
              DesiredCount: 1
              Tags:
                - Key: environment
                  Value: !Ref Environment
                - Key: service
                  Value: {{service}}

        """;
}
