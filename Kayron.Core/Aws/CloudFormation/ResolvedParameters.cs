namespace Kayron.Core.Aws.CloudFormation;

/// <summary>Values that CloudFormation read from the Systems Manager parameters which a stack's parameters name.</summary>
internal static class ResolvedParameters
{
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<Model.Parameter> parameters) =>
        parameters.Where(parameter => parameter.ResolvedValue is not null).ToDictionary(parameter => parameter.ParameterKey!, parameter => parameter.ResolvedValue!);
}
