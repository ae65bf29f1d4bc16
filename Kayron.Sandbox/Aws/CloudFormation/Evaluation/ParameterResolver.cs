using System.Globalization;
using System.Text.RegularExpressions;
using Kayron.Sandbox.Aws.CloudFormation.State;
using Kayron.Sandbox.Aws.CloudFormation.Templates;

namespace Kayron.Sandbox.Aws.CloudFormation.Evaluation;

/// <summary>Checks the values given for a template's parameters and fills in defaults.</summary>
public sealed class ParameterResolver(AwsContext context)
{
    /// <param name="given">Null means: the previous value.</param>
    public Dictionary<string, ParameterValue> Resolve(Template template, IReadOnlyDictionary<string, string?> given, IReadOnlyDictionary<string, ParameterValue> previous)
    {
        var undeclared = given.Keys.Where(name => !template.Parameters.ContainsKey(name)).ToList();
        if (undeclared.Count > 0) throw AwsException.Validation($"Parameters: [{string.Join(", ", undeclared)}] do not exist in the template");
        var values = template.Parameters.Values.ToDictionary(declared => declared.Name, declared => Value(declared, given, previous));
        var missing = values.Where(entry => entry.Value is null).Select(entry => entry.Key).ToList();
        if (missing.Count > 0) throw AwsException.Validation($"Parameters: [{string.Join(", ", missing)}] must have values");
        return values.ToDictionary(entry => entry.Key, entry => Checked(template.Parameters[entry.Key], entry.Value!));
    }

    private static string? Value(ParameterDeclaration declared, IReadOnlyDictionary<string, string?> given, IReadOnlyDictionary<string, ParameterValue> previous)
    {
        if (!given.TryGetValue(declared.Name, out var value)) return declared.Default;
        if (value is not null) return value;
        return previous.TryGetValue(declared.Name, out var former)
            ? former.Value
            : throw AwsException.Validation($"Invalid input for parameter key {declared.Name}. Cannot specify usePreviousValue as true for a parameter key not in the previous template");
    }

    private ParameterValue Checked(ParameterDeclaration declared, string value)
    {
        // What only the update itself will tell cannot be checked before it.
        if (value.Contains(Changes.ExpectedValues.Unknown, StringComparison.Ordinal)) return new ParameterValue(value);
        if (declared.AllowedValues.Count > 0 && !Parts(declared, value).All(declared.AllowedValues.Contains))
            throw AwsException.Validation($"Parameter '{declared.Name}' must be one of AllowedValues");
        if (declared.Pattern is { } pattern && !Parts(declared, value).All(part => Matches(pattern, part)))
            throw AwsException.Validation($"Parameter '{declared.Name}' must match pattern {pattern}");
        CheckLength(declared, value);
        CheckNumber(declared, value);
        return declared.IsSystemsManager ? new ParameterValue(value, SystemsManagerValue(value)) : new ParameterValue(value);
    }

    private static string[] Parts(ParameterDeclaration declared, string value) => declared.IsList ? value.Split(',', StringSplitOptions.TrimEntries) : [value];

    private static bool Matches(string pattern, string value)
    {
        try
        {
            return Regex.IsMatch(value, $"^(?:{pattern})$", RegexOptions.None, TimeSpan.FromMilliseconds(200));
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            throw AwsException.Validation($"Template format error: Invalid pattern {pattern}");
        }
    }

    private static void CheckLength(ParameterDeclaration declared, string value)
    {
        if (Limit(declared, "MinLength") is { } least && value.Length < least) throw AwsException.Validation($"Parameter '{declared.Name}' must contain at least {least} characters");
        if (Limit(declared, "MaxLength") is { } most && value.Length > most) throw AwsException.Validation($"Parameter '{declared.Name}' must contain at most {most} characters");
    }

    private static void CheckNumber(ParameterDeclaration declared, string value)
    {
        if (declared.Type != "Number") return;
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) throw AwsException.Validation($"Parameter '{declared.Name}' must be a number");
        if (Limit(declared, "MinValue") is { } least && number < least) throw AwsException.Validation($"Parameter '{declared.Name}' must be a number not less than {least}");
        if (Limit(declared, "MaxValue") is { } most && number > most) throw AwsException.Validation($"Parameter '{declared.Name}' must be a number not greater than {most}");
    }

    private static double? Limit(ParameterDeclaration declared, string name) =>
        double.TryParse(declared.Node[name]?.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var limit) ? limit : null;

    private string SystemsManagerValue(string name) => context.State.SystemsManagerParameters.TryGetValue(name, out var value)
        ? value
        : throw AwsException.Validation($"Unable to fetch parameters [{name}] from parameter store for this account.");
}
