namespace Kayron.Tests.Support;

/// <summary>Templates of a <see cref="MotoWorld"/>: a cluster with two Fargate services, the second of which may be nested.</summary>
internal static class MotoTemplates
{
    public static IReadOnlyList<string> Parameters(string name) => ["InfrastructureVersion", Key(name, "Api"), Key(name, "Web")];

    /// <returns>By path below <c>cloudformation/</c>.</returns>
    public static IReadOnlyDictionary<string, string> Write(string name, int desiredCount, bool nested)
    {
        var (api, web) = (Service(name, "Api", desiredCount), Service(name, "Web", desiredCount));
        var root = $"{Declare(Parameters(name))}Resources:\n{Cluster(name)}{api}";
        return nested
            ? new Dictionary<string, string> { ["index.yaml"] = root + Nested(name), ["web.yaml"] = Declare([Key(name, "Web"), "Cluster"]) + "Resources:\n" + web }
            : new Dictionary<string, string> { ["index.yaml"] = root + web };
    }

    private static string Key(string name, string service) => $"{char.ToUpperInvariant(name[0])}{name[1..]}{service}Version";

    private static string Declare(IEnumerable<string> parameters) =>
        "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters:\n" + string.Concat(parameters.Select(key => $"  {key}: {{ Type: String }}\n"));

    private static string Cluster(string name) => $"""
          Cluster:
            Type: AWS::ECS::Cluster
            Properties:
              ClusterName: {name}

        """;

    private static string Nested(string name) => $"""
          Web:
            Type: AWS::CloudFormation::Stack
            Properties:
              TemplateURL: ./web.yaml
              Parameters:
                {Key(name, "Web")}: !Ref {Key(name, "Web")}
                Cluster: !Ref Cluster

        """;

    private static string Service(string name, string service, int desiredCount) => $$$"""
          {{{service}}}TaskDefinition:
            Type: AWS::ECS::TaskDefinition
            Properties:
              Family: {{{name}}}-{{{service.ToLowerInvariant()}}}
              RequiresCompatibilities: [FARGATE]
              Cpu: "256"
              Memory: "512"
              ContainerDefinitions:
                - Name: {{{service.ToLowerInvariant()}}}
                  Image: !Sub "${AWS::AccountId}.dkr.ecr.${AWS::Region}.amazonaws.com/{{{name}}}-{{{service.ToLowerInvariant()}}}:${{{{Key(name, service)}}}}"
                  Essential: true
                  Memory: 512
          {{{service}}}Service:
            Type: AWS::ECS::Service
            Properties:
              ServiceName: {{{name}}}-{{{service.ToLowerInvariant()}}}
              Cluster: !Ref Cluster
              LaunchType: FARGATE
              DesiredCount: {{{desiredCount}}}
              TaskDefinition: !Ref {{{service}}}TaskDefinition
              Tags:
                - { Key: environment, Value: testing }
                - { Key: service, Value: {{{name}}}-{{{service.ToLowerInvariant()}}} }

        """;
}
