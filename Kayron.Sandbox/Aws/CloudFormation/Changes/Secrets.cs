using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Changes;

/// <summary>Values of NoEcho parameters, which no answer may repeat.</summary>
public sealed class Secrets(Template template, StackDefinition definition, StackState stack)
{
    public const string Mask = "****";

    private readonly string[] _values =
    [
        .. template.Parameters.Values.Where(parameter => parameter.NoEcho)
            .SelectMany(parameter => (ParameterValue?[])[definition.Parameters.GetValueOrDefault(parameter.Name), stack.Definition.Parameters.GetValueOrDefault(parameter.Name)])
            .Select(value => value?.Effective ?? "").Where(value => value.Length > 0).Distinct(),
    ];

    public string Masked(string text) => _values.Aggregate(text, (masked, secret) => masked.Replace(secret, Mask));
}
